import { defineExperiment } from "editbench";
import { knowEditMain } from "editbench/benchmarks";
import { atlas } from "editbench/datasets";
import { ftM, ice, none } from "editbench/editors";
import { checkpoint } from "editbench/models";

/**
 * How much memory a large model takes: an edit with all of the paper's scores. EDITBENCH_MODEL names the folder of a model,
 * such as one of `scripts/random-checkpoint.ts`.
 */
export default defineExperiment({
	...knowEditMain,
	name: "large-model",
	models: [checkpoint({ path: process.env.EDITBENCH_MODEL ?? "model" })],
	datasets: [atlas()],
	editors: [none(), ftM(), ice()],
});

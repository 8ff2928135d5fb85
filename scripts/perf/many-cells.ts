import { defineExperiment, sweep } from "editbench";
import { atlas } from "editbench/datasets";
import { ftM } from "editbench/editors";
import { editSuccess } from "editbench/metrics";
import { mini } from "editbench/models";

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

/** A grid of 100,000 cells and the unedited rows, for `npm run perf` to plan. */
export default defineExperiment({
	name: "many-cells",
	models: [mini({ architecture: "llama" })],
	datasets: [atlas({ limit: 1 })],
	editors: [ftM({ steps: sweep(1, ...upTo(1000).slice(1)) })],
	metrics: [editSuccess()],
	seeds: upTo(100),
});

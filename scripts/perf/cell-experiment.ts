import { defineExperiment } from "editbench";
import { knowEditMain } from "editbench/benchmarks";
import { knowedit } from "editbench/datasets";
import { ice } from "editbench/editors";
import { checkpoint } from "editbench/models";

/** The cell that `npm run perf` measures: ICE on wiki_counterfact, all five scores of the paper. */
const { EDITBENCH_SMOLLM2: path, EDITBENCH_KNOWEDIT: data, EDITBENCH_PERF_THREADS: threads } = process.env;

export default defineExperiment({
	...knowEditMain,
	name: "perf-cell",
	models: [checkpoint({ path: path!, title: "SmolLM2-135M" })],
	datasets: [
		knowedit({
			edition: "knowedit",
			split: "wiki_counterfact",
			path: `${data}/wiki_counterfact-test_cf.json`,
		}),
	],
	editors: [ice()],
	engine: { threads: Number(threads) },
});

import { defineExperiment } from "editbench";
import { knowEditMain } from "editbench/benchmarks";
import { knowedit } from "editbench/datasets";
import { checkpoint } from "editbench/models";
import { cellEditors } from "./cell-editors.ts";

/** The cells that `npm run perf` measures: wiki_counterfact from a record on, all five scores of the ICE paper. */
const {
	EDITBENCH_SMOLLM2: path,
	EDITBENCH_KNOWEDIT: data,
	EDITBENCH_PERF_OFFSET: offset,
	EDITBENCH_PERF_THREADS: threads,
} = process.env;

export default defineExperiment({
	...knowEditMain,
	name: "perf-cell",
	models: [checkpoint({ path: path!, title: "SmolLM2-135M" })],
	datasets: [
		knowedit({
			edition: "knowedit",
			split: "wiki_counterfact",
			path: `${data}/wiki_counterfact-test_cf.json`,
			offset: Number(offset),
		}),
	],
	editors: cellEditors,
	lanes: "auto",
	engine: { threads: Number(threads) },
});

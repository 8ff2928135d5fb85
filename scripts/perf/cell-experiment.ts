import { defineExperiment } from "editbench";
import { knowEditMain } from "editbench/benchmarks";
import { checkpoint } from "editbench/models";
import { cellEditors } from "./cell-editors.ts";
import { wikiCounterfact } from "./records.ts";

/** The cells that `npm run perf` measures: wiki_counterfact, all five scores of the ICE paper. */
const { EDITBENCH_SMOLLM2: path, EDITBENCH_KNOWEDIT: data, EDITBENCH_PERF_THREADS: threads } = process.env;

export default defineExperiment({
	...knowEditMain,
	name: "perf-cell",
	models: [checkpoint({ path: path!, title: "SmolLM2-135M" })],
	datasets: [wikiCounterfact(data!)],
	editors: Object.values(cellEditors).flat(),
	lanes: "auto",
	engine: { threads: Number(threads) },
});

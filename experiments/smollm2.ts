import { defineExperiment } from "editbench";
import { knowEditMain } from "editbench/benchmarks";
import { knowedit } from "editbench/datasets";
import { ftL, ftM, ice, inContext, memit, none, rome } from "editbench/editors";
import { checkpoint } from "editbench/models";

/**
 * A small real model on a few records of KnowEdit as first published: minutes on a laptop. From the hub, unless
 * EDITBENCH_SMOLLM2 names the model's folder, EDITBENCH_KNOWEDIT one with the two data files, and EDITBENCH_CORPUS a text
 * file for the covariance.
 */
const { EDITBENCH_SMOLLM2: model, EDITBENCH_KNOWEDIT: data, EDITBENCH_CORPUS: corpus } = process.env;
const records = { edition: "knowedit", limit: 20 } as const;
const file = (name: string) => (data ? `${data}/${name}` : undefined);

export default defineExperiment({
	...knowEditMain,
	name: "smollm2",
	question: "What does a small model make of an edit?",
	models: [
		checkpoint({
			...(model ? { path: model } : { hub: "HuggingFaceTB/SmolLM2-135M-Instruct" }),
			title: "SmolLM2-135M-Instruct",
		}),
	],
	datasets: [
		knowedit({ ...records, split: "wiki_counterfact", path: file("wiki_counterfact-test_cf.json") }),
		knowedit({ ...records, split: "zsre", path: file("ZsRE-test-all.json") }),
	],
	editors: [none(), inContext(), rome(), memit(corpus ? { corpus } : {}), ftL(), ftM(), ice()],
	fidelity: "both",
	lanes: "auto",
});

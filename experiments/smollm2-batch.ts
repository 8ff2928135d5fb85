import { batch, defineExperiment } from "editbench";
import { knowedit } from "editbench/datasets";
import { alphaEdit, memit } from "editbench/editors";
import { editSuccess, locality, portability } from "editbench/metrics";
import { checkpoint } from "editbench/models";

/** A hundred facts in one edit of a small real model. The environment names files as for smollm2.ts. */
const { EDITBENCH_SMOLLM2: model, EDITBENCH_KNOWEDIT: data, EDITBENCH_CORPUS: corpus } = process.env;
const statistics = corpus ? { corpus } : {};

export default defineExperiment({
	name: "smollm2-batch",
	question: "How many of a hundred facts does one edit write?",
	models: [
		checkpoint({
			...(model ? { path: model } : { hub: "HuggingFaceTB/SmolLM2-135M-Instruct" }),
			title: "SmolLM2-135M-Instruct",
		}),
	],
	datasets: [
		knowedit({
			edition: "knowedit",
			split: "wiki_counterfact",
			path: data ? `${data}/wiki_counterfact-test_cf.json` : undefined,
			limit: 100,
		}),
	],
	editors: [memit(statistics), alphaEdit(statistics)],
	metrics: [editSuccess(), portability(), locality()],
	regime: batch(100),
});

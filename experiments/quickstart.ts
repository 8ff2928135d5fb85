import { defineExperiment } from "editbench";
import { atlas } from "editbench/datasets";
import { ftL, ftM, ice, inContext, memit, none, rome } from "editbench/editors";
import {
	editSuccess,
	fluency,
	locality,
	perplexityRatio,
	portability,
	rephrase,
	rewritePpl,
} from "editbench/metrics";
import { mini } from "editbench/models";
import { csv, markdown } from "editbench/reports";

/** Every method for real, on a bundled miniature and bundled facts: no network, no GPU, under a minute. */
export default defineExperiment({
	name: "quickstart",
	question: "How well do editing methods write a fact, and what else do they change?",
	models: [mini({ architecture: "llama" })],
	datasets: [atlas({ limit: 20 })],
	editors: [none(), inContext(), rome(), memit(), ftL(), ftM(), ice()],
	metrics: [editSuccess(), rephrase(), portability(), locality(), fluency(), perplexityRatio(), rewritePpl()],
	reports: [markdown(), csv()],
	lanes: "auto",
});

import { defineExperiment } from "editbench";
import { knowEditMain } from "editbench/benchmarks";
import { ftL, ftM, ice, memit, none, rome } from "editbench/editors";
import { checkpoint } from "editbench/models";

/** The ICE paper's main table (arXiv 2406.11194), the published numbers below ours. */
export default defineExperiment({
	...knowEditMain,
	name: "llama2",
	question: "Does editing with self-induced distributions beat fine-tuning on Llama2-7b-chat?",
	models: [checkpoint({ hub: "meta-llama/Llama-2-7b-chat-hf", title: "Llama2-7b-chat" })],
	editors: [none(), rome(), memit(), ftL(), ftM(), ice()],
	fidelity: "both",
	lanes: "auto",
});

import { defineExperiment } from "editbench";
import { knowEditMain } from "editbench/benchmarks";
import { ftL, ftM, ice, inContext, memit, none, rome } from "editbench/editors";
import { checkpoint } from "editbench/models";

/** The ICE paper's comparison on an older, smaller model with learned positions. */
export default defineExperiment({
	...knowEditMain,
	name: "gpt2-xl",
	question: "Do the results on Llama2-7b-chat hold for GPT2-xl?",
	models: [checkpoint({ hub: "openai-community/gpt2-xl" })],
	editors: [none(), inContext(), rome(), memit(), ftL(), ftM(), ice()],
	fidelity: "both",
	lanes: "auto",
});

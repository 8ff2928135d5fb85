import { knowedit } from "../../datasets/index.ts";
import { editSuccess, fluency, locality, perplexityRatio, portability } from "../../metrics/index.ts";
import { csv, markdown } from "../../reports/index.ts";
import { iceLlama2, iceLlama2Unedited } from "./published.ts";

export { iceLlama2, iceLlama2Unedited } from "./published.ts";

/**
 * Main comparison of the ICE paper (arXiv 2406.11194, tables of the main results): its four data sets with context
 * sentences, its five scores, its tables' layout of two data sets side by side, and its numbers for Llama2-7b-chat.
 * Spread it into an experiment, which adds models and editors and may replace any part.
 */
export const knowEditMain = {
	datasets: [
		knowedit({ split: "wiki_recent" }),
		knowedit({ split: "zsre" }),
		knowedit({ split: "wikibio" }),
		knowedit({ split: "wiki_counterfact" }),
	],
	metrics: [editSuccess(), portability(), locality(), fluency(), perplexityRatio()],
	reports: [markdown({ width: 200 }), csv()],
	published: [iceLlama2, iceLlama2Unedited],
};

import type { GenerateAsk } from "#core/ask";
import type { EditRecord } from "#core/record";

/**
 * What a model writes when given the prompt: sampled from the five likeliest tokens, to 100 tokens in total, past
 * end-of-text. One ask for all metrics that read the text.
 */
export const textAsk = ({ prompt }: EditRecord): GenerateAsk => ({
	kind: "generate",
	prompt,
	sampling: { temperature: 1, topK: 5, topP: null },
	totalTokens: 100,
	stopAtEnd: false,
});

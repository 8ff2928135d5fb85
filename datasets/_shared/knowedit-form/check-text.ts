import { describeValue } from "#core/describe-value";
import { type Note, rules } from "./rules.ts";

/**
 * Tokens that the published models' tokenizers put before every text, and chat templates too. Of an experiment's own models
 * "bench plan" knows theirs.
 */
const START =
	/^\s*(?:<s>|<bos>|<\|begin_of_text\|>|<\|startoftext\|>|<BOS_TOKEN>|<｜begin▁of▁sentence｜>|\[BOS\]|\[CLS\])/;

/**
 * Takes down what is odd about a text that is used as it stands. Outer white space is left where it is:
 * whether it is trimmed is a matter of fidelity, decided where prompt and target are joined.
 */
export function checkText(text: string, field: string, note: Note): void {
	if (text !== text.trim()) note(rules.outerSpace, field, `got ${describeValue(text)}`);
	if (START.test(text))
		note(rules.startToken, field, `got ${describeValue(text)}; a tokenizer that adds it feeds it twice`);
	// The replacement character, or half of a pair of surrogates: what a wrong decoding leaves behind.
	if (/[\uFFFD\p{Surrogate}]/u.test(text)) note(rules.brokenText, field, `got ${describeValue(text)}`);
}

import { continuedIds, type FedIds } from "#core/fed-ids";
import type { Fidelity } from "#core/fidelity";
import { SkipRecord } from "#core/skip-record";
import type { Tokenizer } from "#core/tokenizer";
import type { RequestText } from "./request-text.ts";

/**
 * `exact`: the tokens of the sentence that are the target's. `reference`: those of the target alone, with what the
 * tokenizer adds. With Llama-2's these are BOS and a lone ▁ before the word.
 */
export function targetIds(tokenizer: Tokenizer, text: RequestText, fidelity: Fidelity): number[] {
	if (fidelity === "reference") return tokenizer.encode(text.target);
	const { ids, start } = sentenceIds(tokenizer, text, fidelity);
	return ids.slice(start);
}

/**
 * Prompt and target, as they are fed.
 *
 * @throws SkipRecord where the target has no token, or none to be read after: nothing could be trained
 */
export function sentenceIds(
	tokenizer: Tokenizer,
	{ prompt, target }: RequestText,
	fidelity: Fidelity,
): FedIds {
	const fed = continuedIds(tokenizer, prompt, target, fidelity);
	if (fed.start >= fed.ids.length) throw new SkipRecord("the target adds no token to the prompt");
	if (fed.start === 0) throw new SkipRecord("no token stands before the target");
	return fed;
}

/** What is fed before the target's own tokens. Where one token spans the two, that is less than the prompt's by itself. */
export function promptIds(tokenizer: Tokenizer, text: RequestText, fidelity: Fidelity): readonly number[] {
	if (fidelity === "reference") return tokenizer.encode(text.prompt);
	const { ids, start } = sentenceIds(tokenizer, text, fidelity);
	return ids.slice(0, start);
}

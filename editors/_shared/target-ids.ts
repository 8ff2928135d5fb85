import type { Fidelity } from "#core/fidelity";
import { SkipRecord } from "#core/skip-record";
import type { Tokenizer } from "#core/tokenizer";
import type { RequestText } from "./request-text.ts";

/**
 * `exact`: the ids that prompt and target have beyond the prompt. `reference`: those of the target alone, with what the
 * tokenizer adds. With Llama-2's these are BOS and a lone ▁ before the word.
 */
export function targetIds(tokenizer: Tokenizer, text: RequestText, fidelity: Fidelity): number[] {
	return fidelity === "exact" ? idsBeyond(tokenizer, text) : tokenizer.encode(text.target);
}

/** @throws SkipRecord where there are none: nothing could be trained */
export function idsBeyond(tokenizer: Tokenizer, { prompt, target }: RequestText): number[] {
	const ids = tokenizer.encode(prompt + target).slice(tokenizer.encode(prompt).length);
	if (ids.length === 0) throw new SkipRecord("the target adds no token to the prompt");
	return ids;
}

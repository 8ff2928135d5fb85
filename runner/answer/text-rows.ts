import type { LogProbsAsk, TextLogProbs } from "#core/ask";
import type { EditableModel } from "#core/editable-model";
import type { Found, TokenRow } from "./token-row.ts";

/**
 * Where to read a text's own tokens: each at the column before it, then each at its own column. What an edit's frame
 * puts before the text is fed and not counted: the text's tokens are the last ones.
 */
export function textRow(model: EditableModel, { text }: LogProbsAsk): TokenRow {
	const ids = model.tokenizer.encode(model.frame(text));
	const first = Math.max(0, ids.length - model.tokenizer.encode(text).length);
	const own = ids.slice(first);
	const shifted = own.slice(1).map((target, i) => ({ column: first + i, target }));
	const unshifted = own.map((target, i) => ({ column: first + i, target }));
	return { ids, real: ids.length, firstPosition: 0, readings: [...shifted, ...unshifted] };
}

/** @param found of `textRow`'s readings */
export function toTextLogProbs(
	model: EditableModel,
	{ text, prefix }: LogProbsAsk,
	found: readonly Found[],
): TextLogProbs {
	const ids = model.tokenizer.encode(text);
	const logProbs = found.map(({ logProb }) => logProb);
	const split = Math.max(0, ids.length - 1);
	return {
		ids,
		prefix: prefix === undefined ? 0 : model.tokenizer.encode(prefix).length,
		shifted: logProbs.slice(0, split),
		unshifted: logProbs.slice(split),
	};
}

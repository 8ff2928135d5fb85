import type { LogProbsAsk, TextLogProbs } from "#core/ask";
import type { EditableModel } from "#core/editable-model";
import { fedTokens, firstBeyond, lastBefore } from "#core/fed-ids";
import type { Found, TokenRow } from "./token-row.ts";

/**
 * Where to read a text's own tokens: each at the column before it, then each at its own column. What an edit's frame
 * puts around the text is fed and not counted.
 */
export function textRow(model: EditableModel, { text }: LogProbsAsk): TokenRow {
	const { ids, first, end } = textPlace(model, text);
	const own = ids.slice(first, end);
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
	const { ids, first, end } = textPlace(model, text);
	const own = ids.slice(first, end);
	const logProbs = found.map(({ logProb }) => logProb);
	const split = Math.max(0, own.length - 1);
	return {
		ids: own,
		prefix: prefix === undefined ? 0 : prefixLength(model, prefix, first),
		shifted: logProbs.slice(0, split),
		unshifted: logProbs.slice(split),
	};
}

/** The tokens [first, end) of what is fed are the text's own. */
interface TextPlace {
	readonly ids: readonly number[];
	readonly first: number;
	readonly end: number;
}

function textPlace(model: EditableModel, text: string): TextPlace {
	const framed = model.frame(text);
	const tokens = fedTokens(model.tokenizer, framed);
	const ids = tokens.map(({ id }) => id);
	// By itself, it has what the tokenizer puts before every text.
	if (framed === text) return { ids, first: 0, end: ids.length };
	const at = framed.lastIndexOf(text);
	if (at < 0)
		throw new Error(`The edit's frame leaves out the text that it is given: ${JSON.stringify(framed)}`);
	return { ids, first: firstBeyond(tokens, at), end: 1 + lastBefore(tokens, at + text.length) };
}

/** Tokens of a prefix alone; of its own only, where the text's own tokens do not begin with those that are put before. */
function prefixLength(model: EditableModel, prefix: string, first: number): number {
	const tokens = fedTokens(model.tokenizer, prefix);
	return first === 0 ? tokens.length : tokens.filter(({ added }) => added === undefined).length;
}

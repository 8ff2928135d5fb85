import type { Fidelity } from "./fidelity.ts";
import type { AlignedToken, Tokenizer } from "./tokenizer.ts";

/**
 * Ids that are fed, and where an answer, a target or a subject stands among them: one rule for all.
 *
 * `exact` goes by the places of tokens in the text that is fed (`Tokenizer.align`):
 *
 * - What the tokenizer puts after every text, such as end-of-text with `add_eos_token`, is left out: something is to
 *   follow. What it puts before, such as BOS, stays.
 * - A token is the answer's if it reaches beyond the prompt's end; the join is not the prompt's. So a token that spans
 *   the prompt's end is the answer's, and all after it are.
 * - A token holds the subject's end if it is the last that begins before it. So a token that spans the subject's end is
 *   the subject's, and of the bytes or parts of one character the last counts.
 *
 * Only the ends of answers and the beginnings of tokens are asked for, never those of blanks: whether a token covers the
 * blank before its word (Metaspace) or not (ByteLevel that trims) changes nothing. A character that a normaliser or a
 * pre-tokenizer drops has no token, and belongs to none.
 *
 * `reference` goes by lengths of texts that are encoded one by one, with all that the tokenizer adds, as the public code.
 */
export interface FedIds {
	readonly ids: readonly number[];
	/** Index of the first token that is not the prompt's; `ids.length` where there is none. */
	readonly start: number;
}

/**
 * The ids of a prompt and what follows it.
 *
 * @param rest with what stands between the two
 */
export function continuedIds(tokenizer: Tokenizer, prompt: string, rest: string, fidelity: Fidelity): FedIds {
	if (fidelity === "reference") {
		return { ids: tokenizer.encode(prompt + rest), start: tokenizer.encode(prompt).length };
	}
	const tokens = fedTokens(tokenizer, prompt + rest);
	return { ids: tokens.map(({ id }) => id), start: firstBeyond(tokens, prompt.length) };
}

/** The ids of a text that is to be continued: without what the tokenizer puts after every text. */
export const openIds = (tokenizer: Tokenizer, text: string): number[] =>
	fedTokens(tokenizer, text).map(({ id }) => id);

/** The tokens of a text without those that the tokenizer puts after every text. */
export const fedTokens = (tokenizer: Tokenizer, text: string): AlignedToken[] =>
	tokenizer.align(text).filter(({ added }) => added !== "after");

/** Index of the first token that reaches beyond a place in the text; the number of tokens where none does. */
export function firstBeyond(tokens: readonly AlignedToken[], place: number): number {
	const first = tokens.findIndex(({ added, end }) => added === undefined && end > place);
	return first < 0 ? tokens.length : first;
}

/**
 * Index of the token that holds the last character before a place in the text: the last one that begins before it.
 *
 * @returns -1 where the tokenizer drops all that is there
 */
export const lastBefore = (tokens: readonly AlignedToken[], place: number): number =>
	tokens.findLastIndex(({ added, start }) => added === undefined && start < place);

import type { Tokenizer } from "#core/tokenizer";

/**
 * Index, among the ids of `text`, of the token with which its first `end` characters are complete. Ids are decoded from
 * the start, more and more of them, until that much is there. Blanks do not count, because tokenizers add and drop
 * some; nor do characters of which bytes are missing.
 */
export function tokenAt(tokenizer: Tokenizer, text: string, end: number): number {
	const ids = tokenizer.encode(text);
	const bare = tokenizer.encode(text, { specialTokens: false });
	const added = leading(ids, bare);
	const wanted = solid(text.slice(0, end)).length;
	for (let last = 0; last < bare.length; last++) {
		const decoded = tokenizer.decode(bare.slice(0, last + 1), { keepSpecialTokens: true });
		if (solid(decoded.replace(/\ufffd+$/, "")).length >= wanted) return added + last;
	}
	return added + bare.length - 1;
}

const solid = (text: string): string => text.replace(/\s+/g, "");

/** How many tokens the tokenizer puts before those of the text. */
function leading(ids: readonly number[], bare: readonly number[]): number {
	const most = ids.length - bare.length;
	for (let added = 0; added < most; added++) if (bare.every((id, i) => ids[added + i] === id)) return added;
	return most;
}

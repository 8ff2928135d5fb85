import type { Feed } from "./prefixes.ts";

/** A sampled completion with what stands before it, with and without context, and what of it is trained. */
export interface CompletedRow {
	/** [c, q, x*, x_c] */
	readonly withContext: readonly number[];
	/** z = [q, x*, x_c] */
	readonly plain: readonly number[];
	/** Places in z of the target's tokens. */
	readonly target: readonly number[];
	/** Places in z of the completion's tokens, up to end-of-text. */
	readonly completion: readonly number[];
}

/** @param prefix what the completion was sampled after, padding included */
export function completedRow(
	{ tokenizer, sentence, targetLength }: Feed,
	prefix: readonly number[],
	completion: readonly number[],
): CompletedRow {
	const { length } = sentence;
	// The first token of all is predicted by none.
	const first = Math.max(1, length - targetLength);
	const counted = withoutEnd(completion, tokenizer.eosId).length;
	return {
		withContext: [...prefix, ...completion],
		plain: [...sentence, ...completion],
		target: range(first, length),
		completion: range(length, length + counted),
	};
}

function withoutEnd(ids: readonly number[], eosId: number): readonly number[] {
	let { length } = ids;
	while (length > 0 && ids[length - 1] === eosId) length--;
	return ids.slice(0, length);
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

import { tf } from "#engine/tf";

/** Sizes of an attention: the queries are the last of the tokens seen. */
export interface AttentionSizes {
	readonly rows: number;
	/** Columns that ask. */
	readonly queries: number;
	/** Columns that may be attended to. */
	readonly seen: number;
	/** Heads that share keys. */
	readonly group: number;
}

/** Far below any score, and finite, so that a row with nothing to attend to gives numbers. */
const HIDDEN = -1e9;

/**
 * What attention adds to its scores: 0 where a token is seen, −10⁹ where it comes later or `tokens`
 * ([rows × seen]) has a 0. One copy for each head of a group.
 *
 * @returns [1 or rows, 1, group × queries, seen], for the caller to dispose; undefined where nothing is hidden
 */
export function attentionMask(
	sizes: AttentionSizes,
	tokens: Uint8Array | undefined,
): tf.Tensor4D | undefined {
	const { rows, queries, seen, group } = sizes;
	if (queries === 1 && tokens === undefined) return undefined;
	const copies = tokens === undefined ? 1 : rows;
	return tf.tensor4d(maskValues(sizes, tokens), [copies, 1, group * queries, seen]);
}

/** The numbers of `attentionMask`. */
export function maskValues(
	{ rows, queries, seen, group }: AttentionSizes,
	tokens: Uint8Array | undefined,
): Float32Array {
	const copies = tokens === undefined ? 1 : rows;
	const values = new Float32Array(copies * group * queries * seen);
	const past = seen - queries;
	for (let row = 0; row < copies; row++) {
		const start = row * group * queries * seen;
		for (let query = 0; query < queries; query++) {
			const line = values.subarray(start + query * seen, start + (query + 1) * seen);
			line.fill(HIDDEN, past + query + 1);
			if (tokens !== undefined) hide(line, tokens.subarray(row * seen, (row + 1) * seen));
		}
		const first = values.subarray(start, start + queries * seen);
		for (let copy = 1; copy < group; copy++) values.set(first, start + copy * first.length);
	}
	return values;
}

function hide(line: Float32Array, tokens: Uint8Array): void {
	for (let column = 0; column < line.length; column++) if (tokens[column] === 0) line[column] = HIDDEN;
}

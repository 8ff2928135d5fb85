import { tf } from "#engine/tf";
import { fromSlots, toSlots } from "./slots.ts";
import type { TokenLayout } from "./token-layout.ts";

/**
 * Attention of one block, causal and past padding: `query` [rows, heads, columns, head] is scaled already, `key` and
 * `value` are [rows, kvHeads, columns, head].
 *
 * @returns [tokens, heads × head]
 */
export type Attend = (query: tf.Tensor4D, key: tf.Tensor4D, value: tf.Tensor4D) => tf.Tensor2D;

/** Keys and values of some columns, [rows, kvHeads, columns, head] each. */
export type KeyValues = { readonly keys: tf.Tensor4D; readonly values: tf.Tensor4D };

/**
 * softmax(Q Kᵀ + M) V, where keys and values may come in several parts, of `seen` columns together, and `mask` M is
 * [1 or rows, 1, group × columns, seen]. Heads that share keys stand side by side as more queries (grouped-query
 * attention), so that keys are not repeated.
 *
 * @returns [rows, heads, columns, head]
 */
export function attention(
	query: tf.Tensor4D,
	parts: readonly KeyValues[],
	mask: tf.Tensor4D | undefined,
): tf.Tensor4D {
	const [rows, heads, columns, head] = query.shape;
	const kvHeads = parts[0]!.keys.shape[1];
	const grouped = query.reshape([rows, kvHeads, (heads / kvHeads) * columns, head]); // [rows, kvHeads, group × columns, head]
	const scores = joined(parts.map(({ keys }) => tf.matMul(grouped, keys, false, true))); // [rows, kvHeads, group × columns, seen]
	const shares = tf.softmax(mask === undefined ? scores : tf.add(scores, mask));
	const sizes = parts.map(({ keys }) => keys.shape[2]);
	const ofParts = parts.length === 1 ? [shares] : tf.split(shares, sizes, 3);
	const mixed = ofParts.map((share, i) => tf.matMul(share, parts[i]!.values)); // [rows, kvHeads, group × columns, head]
	return mixed.reduce((sum, part) => tf.add(sum, part)).reshape([rows, heads, columns, head]);
}

const joined = (scores: tf.Tensor[]): tf.Tensor => (scores.length === 1 ? scores[0]! : tf.concat(scores, 3));

/** [tokens, heads × head] → [rows, heads, columns, head] */
export function splitHeads(x: tf.Tensor2D, tokens: TokenLayout, heads: number): tf.Tensor4D {
	const { rows, columns } = tokens;
	const head = x.shape[1] / heads;
	const padded = toSlots(x, tokens); // [rows × columns, heads × head]
	if (columns === 1) return padded.reshape([rows, heads, 1, head]);
	return padded.reshape([rows, columns, heads, head]).transpose([0, 2, 1, 3]);
}

/** [rows, heads, columns, head] → [tokens, heads × head] */
export function joinHeads(x: tf.Tensor4D, tokens: TokenLayout): tf.Tensor2D {
	const [rows, heads, columns, head] = x.shape;
	const byToken = columns === 1 ? x : x.transpose([0, 2, 1, 3]);
	return fromSlots(byToken.reshape([rows * columns, heads * head]), tokens);
}

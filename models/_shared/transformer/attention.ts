import { tf } from "#engine/tf";

/**
 * Attention of one block, causal and past padding: `query` [rows, heads, columns, head] is scaled already, `key` and
 * `value` are [rows, kvHeads, columns, head].
 *
 * @returns [tokens, heads × head]
 */
export type Attend = (query: tf.Tensor4D, key: tf.Tensor4D, value: tf.Tensor4D) => tf.Tensor2D;

/**
 * softmax(Q Kᵀ + M) V, where `keys` and `values` are [rows, kvHeads, seen, head] and `mask` M is
 * [1 or rows, 1, group × columns, seen]. Heads that share keys stand side by side as more queries (grouped-query
 * attention), so that keys are not repeated.
 *
 * @returns [tokens, heads × head]
 */
export function attention(
	query: tf.Tensor4D,
	keys: tf.Tensor4D,
	values: tf.Tensor4D,
	mask: tf.Tensor4D | undefined,
): tf.Tensor2D {
	const [rows, heads, columns, head] = query.shape;
	const kvHeads = keys.shape[1];
	const grouped = query.reshape([rows, kvHeads, (heads / kvHeads) * columns, head]); // [rows, kvHeads, group × columns, head]
	const scores = tf.matMul(grouped, keys, false, true); // [rows, kvHeads, group × columns, seen]
	const shares = tf.softmax(mask === undefined ? scores : tf.add(scores, mask));
	const mixed = tf.matMul(shares, values).reshape([rows, heads, columns, head]);
	return joinHeads(mixed as tf.Tensor4D);
}

/** [tokens, heads × head] → [rows, heads, columns, head] */
export function splitHeads(x: tf.Tensor2D, rows: number, heads: number): tf.Tensor4D {
	const [tokens, width] = x.shape;
	const [columns, head] = [tokens / rows, width / heads];
	if (columns === 1) return x.reshape([rows, heads, 1, head]);
	return x.reshape([rows, columns, heads, head]).transpose([0, 2, 1, 3]);
}

/** [rows, heads, columns, head] → [tokens, heads × head] */
function joinHeads(x: tf.Tensor4D): tf.Tensor2D {
	const [rows, heads, columns, head] = x.shape;
	const byToken = columns === 1 ? x : x.transpose([0, 2, 1, 3]);
	return byToken.reshape([rows * columns, heads * head]);
}

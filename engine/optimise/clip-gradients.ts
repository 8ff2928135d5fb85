import { tf } from "#engine/tf";

/**
 * Shortens gradients to a common length, as torch's clip_grad_norm_:
 *
 *     g ← g · c / max(‖g‖, c)
 *
 * with ‖g‖ the norm over all elements of all of them. A norm that overflows gives NaN, where the formula has 0.
 *
 * @returns new tensors, for the caller to dispose
 */
export function clipGradients(
	gradients: ReadonlyMap<string, tf.Tensor>,
	limit: number,
): Map<string, tf.Tensor> {
	const names = [...gradients.keys()];
	const clipped = tf.tidy(() => {
		const squares = [...gradients.values()].map((gradient) => gradient.square().sum() as tf.Scalar);
		const norm = tf.sqrt(tf.addN(squares)); // []
		const factor = tf.add(tf.div(limit, norm.maximum(limit)), tf.sub(norm, norm));
		return [...gradients.values()].map((gradient) => gradient.mul(factor));
	});
	return new Map(names.map((name, i) => [name, clipped[i]!]));
}

import { tf } from "#engine/tf";
import { runFused, runGradient } from "./run-fused.ts";

/** cos and sin of every token's angles, each [rows, 1, columns, head / 2]. */
export interface RotaryTables {
	readonly cos: tf.Tensor4D;
	readonly sin: tf.Tensor4D;
}

/**
 * Rotary positions (Su et al. 2021): turns the pair (xᵢ, xᵢ₊ₕ), h half the width of a head, by the token's angle i,
 * which is the order of elements that Hugging Face checkpoints are stored for.
 *
 *     x′ᵢ = xᵢ cos − xᵢ₊ₕ sin      x′ᵢ₊ₕ = xᵢ₊ₕ cos + xᵢ sin
 *
 * Differentiable in `x`; the tables are constants.
 *
 * @returns as `x`, [rows, heads, columns, head]
 */
export function rotate(x: tf.Tensor4D, { cos, sin }: RotaryTables): tf.Tensor4D {
	return runFused<tf.Tensor4D>("Rotate", { x, cos, sin }, { inverse: false }) ?? plain(x, cos, sin);
}

function plain(x: tf.Tensor4D, cos: tf.Tensor4D, sin: tf.Tensor4D): tf.Tensor4D {
	const [first, second] = tf.split(x, 2, 3) as [tf.Tensor4D, tf.Tensor4D]; // [rows, heads, columns, head / 2]
	const turned: tf.Tensor4D[] = [
		tf.sub(tf.mul(first, cos), tf.mul(second, sin)),
		tf.add(tf.mul(second, cos), tf.mul(first, sin)),
	];
	return tf.concat(turned, 3);
}

tf.registerGradient({
	kernelName: "Rotate",
	inputsToSave: ["cos", "sin"],
	gradFunc(dy, saved) {
		const [cos, sin] = saved as [tf.Tensor, tf.Tensor];
		return { x: () => runGradient("Rotate", { x: dy as tf.Tensor, cos, sin }, { inverse: true }) };
	},
});

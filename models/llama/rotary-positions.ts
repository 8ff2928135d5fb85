import { tf } from "#engine/tf";

/** cos and sin of every token's angles, each [rows, 1, columns, head / 2]. */
export interface RotaryTables {
	readonly cos: tf.Tensor4D;
	readonly sin: tf.Tensor4D;
}

/** Angles are position × frequency, in single precision as transformers has them. */
export function rotaryTables(positions: Int32Array, rows: number, frequencies: Float32Array): RotaryTables {
	const pairs = frequencies.length;
	const angles = new Float32Array(positions.length * pairs);
	positions.forEach((position, token) => {
		for (let i = 0; i < pairs; i++) angles[token * pairs + i] = position * frequencies[i]!;
	});
	const shape: [number, number, number, number] = [rows, 1, positions.length / rows, pairs];
	return { cos: tf.tensor4d(angles.map(Math.cos), shape), sin: tf.tensor4d(angles.map(Math.sin), shape) };
}

/**
 * Turns the pair (xᵢ, xᵢ₊ₕ), h half the width of a head, by the token's angle i: the order of elements that Hugging
 * Face checkpoints are stored for.
 *
 * @returns as `x`, [rows, heads, columns, head]
 */
export function rotate(x: tf.Tensor4D, { cos, sin }: RotaryTables): tf.Tensor4D {
	const [first, second] = tf.split(x, 2, 3) as [tf.Tensor4D, tf.Tensor4D]; // [rows, heads, columns, head / 2]
	return tf.concat(
		[
			tf.sub(tf.mul(first, cos), tf.mul(second, sin)),
			tf.add(tf.mul(second, cos), tf.mul(first, sin)),
		] as tf.Tensor4D[],
		3,
	);
}

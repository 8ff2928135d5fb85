import type { RotaryTables } from "#engine/fused/rotate";
import { tf } from "#engine/tf";

/**
 * Angles are position × frequency, in single precision as transformers has them.
 *
 * @param below what all positions are below
 * @returns tables for the caller to dispose
 */
export function rotaryTables(
	positions: Int32Array,
	rows: number,
	frequencies: Float32Array,
	below = positions.reduce((a, b) => Math.max(a, b)) + 1,
): RotaryTables {
	const pairs = frequencies.length;
	const angles = Float32Array.from(
		{ length: below * pairs },
		(_, i) => Math.floor(i / pairs) * frequencies[i % pairs]!,
	);
	const places = tf.tensor1d(positions, "int32");
	const tableOf = (values: Float32Array): tf.Tensor4D =>
		tf.gather(tf.tensor2d(values, [below, pairs]), places).reshape([rows, 1, positions.length / rows, pairs]);
	return { cos: tableOf(angles.map(Math.cos)), sin: tableOf(angles.map(Math.sin)) };
}

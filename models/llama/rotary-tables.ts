import type { RotaryTables } from "#engine/fused/rotate";
import { tf } from "#engine/tf";

/**
 * Angles are position × frequency, in single precision as transformers has them.
 *
 * @param below what positions stay below that change between the runs of a recorded pass: each run picks its lines
 * @returns tables for the caller to dispose
 */
export function rotaryTables(
	positions: Int32Array,
	rows: number,
	frequencies: Float32Array,
	below?: number,
): RotaryTables {
	const pairs = frequencies.length;
	const lines = below === undefined ? positions : Int32Array.from({ length: below }, (_, place) => place);
	const angles = new Float32Array(lines.length * pairs);
	lines.forEach((position, line) => {
		for (let i = 0; i < pairs; i++) angles[line * pairs + i] = position * frequencies[i]!;
	});
	const tableOf = (values: Float32Array): tf.Tensor4D => {
		const table = tf.tensor2d(values, [lines.length, pairs]);
		const picked = below === undefined ? table : tf.gather(table, tf.tensor1d(positions, "int32"));
		return picked.reshape([rows, 1, positions.length / rows, pairs]);
	};
	return { cos: tableOf(angles.map(Math.cos)), sin: tableOf(angles.map(Math.sin)) };
}

import type { RotaryTables } from "#engine/fused/rotate";
import { tf } from "#engine/tf";

/** Angles are position × frequency, in single precision as transformers has them. @returns tables for the caller to dispose */
export function rotaryTables(positions: Int32Array, rows: number, frequencies: Float32Array): RotaryTables {
	const pairs = frequencies.length;
	const angles = new Float32Array(positions.length * pairs);
	positions.forEach((position, token) => {
		for (let i = 0; i < pairs; i++) angles[token * pairs + i] = position * frequencies[i]!;
	});
	const shape: [number, number, number, number] = [rows, 1, positions.length / rows, pairs];
	return { cos: tf.tensor4d(angles.map(Math.cos), shape), sin: tf.tensor4d(angles.map(Math.sin), shape) };
}

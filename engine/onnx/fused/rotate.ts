import type { tf } from "#engine/tf";
import { defineKernel } from "../kernel.ts";

interface Inputs {
	/** [rows, heads, columns, head] */
	readonly x: tf.TensorInfo;
	/** [rows, 1, columns, head / 2] */
	readonly cos: tf.TensorInfo;
	readonly sin: tf.TensorInfo;
}

/** See `rotate` of engine/fused; `inverse` turns back. A loop in JavaScript is as fast as reading and writing x. */
export const rotate = defineKernel<Inputs, { readonly inverse: boolean }>(
	"Rotate",
	({ inputs: { x, cos, sin }, attrs: { inverse }, backend }) => {
		const [rows, heads, columns, head] = x.shape as [number, number, number, number];
		const sizes = { heads, columns, half: head / 2, sign: inverse ? -1 : 1 };
		const from = backend.valuesOf(x) as Float32Array;
		const tables = [backend.valuesOf(cos), backend.valuesOf(sin)] as [Float32Array, Float32Array];
		return backend.produce(x.shape, "float32", (to) => {
			for (let matrix = 0; matrix < rows * heads; matrix++) turn(from, to, matrix, tables, sizes);
		});
	},
);

/** One head of one row. */
function turn(
	from: Float32Array,
	to: Float32Array,
	matrix: number,
	[cos, sin]: readonly [Float32Array, Float32Array],
	{ heads, columns, half, sign }: { heads: number; columns: number; half: number; sign: number },
): void {
	const row = Math.floor(matrix / heads);
	for (let column = 0; column < columns; column++) {
		const angles = (row * columns + column) * half;
		const start = (matrix * columns + column) * 2 * half;
		for (let i = 0; i < half; i++) {
			const c = cos[angles + i]!;
			const s = sign * sin[angles + i]!;
			const a = from[start + i]!;
			const b = from[start + half + i]!;
			to[start + i] = a * c - b * s;
			to[start + half + i] = b * c + a * s;
		}
	}
}

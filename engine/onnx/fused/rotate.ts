import type { tf } from "#engine/tf";
import { MICROSOFT } from "../graph.ts";
import { defineKernel } from "../kernel.ts";
import { onnxTensor } from "../onnx-tensor.ts";
import type { Operation } from "../operation.ts";

interface Inputs {
	/** [rows, heads, columns, head] */
	readonly x: tf.TensorInfo;
	/** [rows, 1, columns, head / 2] */
	readonly cos: tf.TensorInfo;
	readonly sin: tf.TensorInfo;
}

const turn = (inverse: boolean): Operation => ({
	key: `Rotate${inverse ? " back" : ""}`,
	inputs: ["float32", "int64", "float32", "float32"],
	output: "float32",
	build: (graph, [x, places, cos, sin]) =>
		graph.op("RotaryEmbedding", [x!, places!, cos!, inverse ? graph.op("Neg", [sin!]) : sin!], {
			domain: MICROSOFT,
		}),
});

/** See `rotate` of engine/fused; `inverse` turns back. The tables have a line for each token, in order. */
export const rotate = defineKernel<Inputs, { readonly inverse: boolean }>(
	"Rotate",
	({ inputs: { x, cos, sin }, attrs: { inverse }, backend }) => {
		const [rows, , columns, head] = x.shape as [number, number, number, number];
		const lines = [rows * columns, head / 2];
		const places = onnxTensor(
			BigInt64Array.from({ length: rows * columns }, (_, i) => BigInt(i)),
			[rows, columns],
		);
		const tables = [cos, sin].map((table) => ({ ...table, shape: lines }));
		return backend.compute(turn(inverse), [x, places, ...tables], x.shape);
	},
);

import type { tf } from "#engine/tf";
import { defineKernel } from "../kernel.ts";
import type { Operation } from "../operation.ts";

const forward: Operation = {
	key: "SwiGlu",
	inputs: ["float32", "float32"],
	output: "float32",
	build(graph, [gate, up]) {
		const share = graph.op("Sigmoid", [gate!]);
		return graph.op("Mul", [graph.op("Mul", [gate!, share]), up!]);
	},
};

/**
 * d gate = dy · up · silu′(gate), silu′(x) = s + silu(x) − silu(x) s, s = sigmoid(x). ONNX Runtime takes s and silu
 * from the forward pass where both are in one graph.
 */
const backward: Operation = {
	key: "SwiGluGrad",
	inputs: ["float32", "float32", "float32"],
	output: "float32",
	build(graph, [dy, gate, up]) {
		const op = (type: string, ...inputs: string[]): string => graph.op(type, inputs);
		const share = op("Sigmoid", gate!);
		const silu = op("Mul", gate!, share);
		const slope = op("Add", share, op("Sub", silu, op("Mul", silu, share)));
		return op("Mul", op("Mul", dy!, up!), slope);
	},
};

export const swiglu = defineKernel<{ gate: tf.TensorInfo; up: tf.TensorInfo }>(
	"SwiGlu",
	({ inputs: { gate, up }, backend }) => backend.compute(forward, [gate, up], gate.shape),
);

export const swigluGrad = defineKernel<{ dy: tf.TensorInfo; gate: tf.TensorInfo; up: tf.TensorInfo }>(
	"SwiGluGrad",
	({ inputs: { dy, gate, up }, backend }) => backend.compute(backward, [dy, gate, up], gate.shape),
);

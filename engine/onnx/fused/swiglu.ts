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

/** d gate = dy · up · s (1 + gate (1 − s)), s = sigmoid(gate). */
const backward: Operation = {
	key: "SwiGluGrad",
	inputs: ["float32", "float32", "float32"],
	output: "float32",
	build(graph, [dy, gate, up]) {
		const op = (type: string, ...inputs: string[]): string => graph.op(type, inputs);
		const share = op("Sigmoid", gate!);
		const rest = op("Mul", gate!, op("Sub", graph.scalar(1), share));
		return op("Mul", op("Mul", dy!, up!), op("Mul", share, op("Add", graph.scalar(1), rest)));
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

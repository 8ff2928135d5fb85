import type { tf } from "#engine/tf";
import { float } from "../attribute.ts";
import { type Graph, MICROSOFT } from "../graph.ts";
import { defineKernel } from "../kernel.ts";
import type { Operation } from "../operation.ts";

const silu = (graph: Graph, x: string): string =>
	graph.op("QuickGelu", [x], { attributes: { alpha: float(1) }, domain: MICROSOFT });

const forward: Operation = {
	key: "SwiGlu",
	inputs: ["float32", "float32"],
	output: "float32",
	build: (graph, [gate, up]) => graph.op("Mul", [silu(graph, gate!), up!]),
};

/** d gate = dy · up · silu′(gate), silu′(x) = s + silu(x) − silu(x) s, s = sigmoid(x). */
const backward: Operation = {
	key: "SwiGluGrad",
	inputs: ["float32", "float32", "float32"],
	output: "float32",
	build(graph, [dy, gate, up]) {
		const op = (type: string, ...inputs: string[]): string => graph.op(type, inputs);
		const [share, value] = [op("Sigmoid", gate!), silu(graph, gate!)];
		const slope = op("Add", share, op("Sub", value, op("Mul", value, share)));
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

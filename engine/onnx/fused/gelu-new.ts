import type { tf } from "#engine/tf";
import { type Graph, MICROSOFT } from "../graph.ts";
import { defineKernel } from "../kernel.ts";
import type { Operation } from "../operation.ts";

const slope = Math.sqrt(2 / Math.PI);

const forward: Operation = {
	key: "GeluNew",
	inputs: ["float32"],
	output: "float32",
	build: (graph, [x]) => graph.op("FastGelu", [x!], { domain: MICROSOFT }),
};

/** dx = dy (1 + t + x (1 − t²) √(2/π) (1 + 3 · 0.044715 x²)) / 2, t = tanh(√(2/π) (x + 0.044715 x³)). */
const backward: Operation = {
	key: "GeluNewGrad",
	inputs: ["float32", "float32"],
	output: "float32",
	build(graph, [dy, x]) {
		const op = (type: string, ...inputs: string[]): string => graph.op(type, inputs);
		const square = op("Mul", x!, x!);
		const t = op("Tanh", op("Mul", x!, quadratic(graph, square, slope, 0.044715 * slope)));
		const steep = op("Sub", graph.scalar(1), op("Mul", t, t));
		const inner = op("Mul", x!, quadratic(graph, square, slope, 3 * 0.044715 * slope));
		const twice = op("Add", op("Add", graph.scalar(1), t), op("Mul", steep, inner));
		return op("Mul", op("Mul", dy!, graph.scalar(0.5)), twice);
	},
};

/** a + b · square */
const quadratic = (graph: Graph, square: string, a: number, b: number): string =>
	graph.op("Add", [graph.scalar(a), graph.op("Mul", [graph.scalar(b), square])]);

export const geluNew = defineKernel<{ x: tf.TensorInfo }>("GeluNew", ({ inputs: { x }, backend }) =>
	backend.compute(forward, [x], x.shape),
);

export const geluNewGrad = defineKernel<{ dy: tf.TensorInfo; x: tf.TensorInfo }>(
	"GeluNewGrad",
	({ inputs: { dy, x }, backend }) => backend.compute(backward, [dy, x], x.shape),
);

import type { tf } from "#engine/tf";
import { defineKernel } from "../kernel.ts";
import type { Operation } from "../operation.ts";

const overLastAxis: Operation = {
	key: "LogSoftmax",
	inputs: ["float32"],
	output: "float32",
	build: (graph, inputs) => graph.op("LogSoftmax", inputs, { attributes: { axis: -1 } }),
};

/** dx = dy − softmax(x) Σ dy, from y = log softmax(x). */
const backward: Operation = {
	key: "LogSoftmaxGrad",
	inputs: ["float32", "float32"],
	output: "float32",
	build(graph, [dy, y]) {
		const sum = graph.op("ReduceSum", [dy!, graph.int64([-1])]);
		return graph.op("Sub", [dy!, graph.op("Mul", [graph.op("Exp", [y!]), sum])]);
	},
};

export const logSoftmax = defineKernel<{ x: tf.TensorInfo }>("LogSoftmaxRows", ({ inputs: { x }, backend }) =>
	backend.compute(overLastAxis, [x], x.shape),
);

export const logSoftmaxGrad = defineKernel<{ dy: tf.TensorInfo; y: tf.TensorInfo }>(
	"LogSoftmaxRowsGrad",
	({ inputs: { dy, y }, backend }) => backend.compute(backward, [dy, y], y.shape),
);

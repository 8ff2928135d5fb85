import { tf } from "#engine/tf";
import { defineKernel } from "../kernel.ts";
import type { Operation } from "../operation.ts";

/** The cpu backend makes seven passes and tensors: ONNX Runtime is ahead from this many numbers on. */
const SMALL_SOFTMAX = 64;

const overLastAxis: Operation = {
	key: "Softmax",
	inputs: ["float32"],
	output: "float32",
	build: (graph, inputs) => graph.op("Softmax", inputs, { attributes: { axis: -1 } }),
};

/** `exp(x) / Σ exp(x)` over the last axis, the only one that tfjs knows. */
export const softmax = defineKernel<tf.SoftmaxInputs, tf.SoftmaxAttrs>(
	"Softmax",
	({ inputs: { logits }, attrs: { dim }, backend }) => {
		const { shape, dtype } = logits;
		if (dtype !== "float32" || backend.prefersLoop(tf.util.sizeFromShape(shape), SMALL_SOFTMAX, logits))
			return;
		if (dim !== -1 && dim !== shape.length - 1) return;
		return backend.compute(overLastAxis, [logits], shape);
	},
);

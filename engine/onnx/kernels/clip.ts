import { tf } from "#engine/tf";
import { defineKernel } from "../kernel.ts";
import { onnxTensor } from "../onnx-tensor.ts";
import type { Operation } from "../operation.ts";
import { SMALL } from "./elementwise.ts";

const limit: Operation = {
	key: "ClipByValue",
	inputs: ["float32", "float32", "float32"],
	output: "float32",
	build: (graph, inputs) => graph.op("Clip", inputs),
};

/** `min(max(x, low), high)` */
export const clip = defineKernel<tf.ClipByValueInputs, tf.ClipByValueAttrs>(
	"ClipByValue",
	({ inputs: { x }, attrs: { clipValueMin, clipValueMax }, backend }) => {
		if (x.dtype !== "float32" || backend.prefersLoop(tf.util.sizeFromShape(x.shape), SMALL, x)) return;
		const bounds = [clipValueMin, clipValueMax].map((bound) => onnxTensor(Float32Array.of(bound), []));
		return backend.compute(limit, [x, ...bounds], x.shape);
	},
);

import { tf } from "#engine/tf";
import { defineKernel, isFloat } from "../kernel.ts";
import type { Operation } from "../operation.ts";
import { SMALL } from "./elementwise.ts";

const sumOf = (terms: number): Operation => ({
	key: `AddN ${terms}`,
	inputs: Array.from({ length: terms }, () => "float32"),
	output: "float32",
	build: (graph, inputs) => graph.op("Sum", inputs),
});

/** The sum of several tensors of one shape. */
export const addN = defineKernel<tf.TensorInfo[]>("AddN", ({ inputs, backend }) => {
	const { shape } = inputs[0]!;
	if (!isFloat(...inputs) || backend.prefersLoop(tf.util.sizeFromShape(shape), SMALL, ...inputs)) return;
	return backend.compute(sumOf(inputs.length), inputs, shape);
});

import { tf } from "#engine/tf";
import { defineKernel, isFloat } from "../kernel.ts";
import type { Operation } from "../operation.ts";
import { SMALL } from "./elementwise.ts";

const where: Operation = {
	key: "Select",
	inputs: ["bool", "float32", "float32"],
	output: "float32",
	build: (graph, inputs) => graph.op("Where", inputs),
};

/** `condition ? t : e`, element by element (`tf.where` has broadcast all three). */
export const select = defineKernel<tf.SelectInputs>("Select", ({ inputs: { condition, t, e }, backend }) => {
	if (condition.dtype !== "bool" || !isFloat(t, e)) return;
	if (backend.prefersLoop(tf.util.sizeFromShape(t.shape), SMALL, condition, t, e)) return;
	if (!tf.util.arraysEqual(condition.shape, t.shape)) return;
	return backend.compute(where, [condition, t, e], t.shape);
});

import { tf } from "#engine/tf";
import { defineKernel, isNumeric } from "../kernel.ts";
import type { Operation } from "../operation.ts";
import { SMALL } from "./elementwise.ts";

const permute = (perm: readonly number[]): Operation => ({
	key: `Transpose ${perm}`,
	inputs: ["float32"],
	output: "float32",
	build: (graph, inputs) => graph.op("Transpose", inputs, { attributes: { perm } }),
});

/** Axis i of the result is axis perm[i] of x. */
export const transpose = defineKernel<tf.TransposeInputs, tf.TransposeAttrs>(
	"Transpose",
	({ inputs: { x }, attrs: { perm }, backend }) => {
		const shape = perm.map((axis) => x.shape[axis]!);
		if (isNumeric(x) && keepsOrder(perm, x.shape)) return backend.share(x, shape);
		if (x.dtype !== "float32" || backend.prefersLoop(tf.util.sizeFromShape(shape), SMALL, x)) return;
		return backend.compute(permute(perm), [x], shape);
	},
);

/** Moving axes of length 1 about changes no element's place, as with heads and one token. */
function keepsOrder(perm: readonly number[], shape: readonly number[]): boolean {
	const moved = perm.filter((axis) => shape[axis] !== 1);
	return moved.every((axis, i) => i === 0 || axis > moved[i - 1]!);
}

import { tf } from "#engine/tf";
import { elementTypes } from "../element-type.ts";
import { defineKernel } from "../kernel.ts";
import type { Operation } from "../operation.ts";
import { SMALL } from "./elementwise.ts";

const along = (axis: number): Operation => ({
	key: `ArgMax ${axis}`,
	inputs: ["float32"],
	output: "int32",
	build(graph, inputs) {
		const place = graph.op("ArgMax", inputs, { attributes: { axis, keepdims: 0 } });
		return graph.op("Cast", [place], { attributes: { to: elementTypes.int32 } });
	},
});

/** The first place of the largest number along an axis. */
export const argMax = defineKernel<tf.ArgMaxInputs, tf.ArgMaxAttrs>(
	"ArgMax",
	({ inputs: { x }, attrs, backend }) => {
		if (x.dtype !== "float32" || backend.prefersLoop(tf.util.sizeFromShape(x.shape), SMALL, x)) return;
		const axis = tf.util.parseAxisParam(attrs.axis, x.shape)[0]!;
		return backend.compute(along(axis), [x], x.shape.toSpliced(axis, 1));
	},
);

import type { tf } from "#engine/tf";
import type { NumericType } from "../element-type.ts";
import { defineKernel, isNumeric } from "../kernel.ts";
import { int64, onnxTensor } from "../onnx-tensor.ts";
import type { Operation } from "../operation.ts";
import { copyBox } from "./copy-box.ts";

const border: Operation = {
	key: "Pad",
	inputs: ["float32", "int64", "float32"],
	output: "float32",
	build: (graph, inputs) => graph.op("Pad", inputs),
};

/** x with `paddings[axis] = [before, after]` elements of a constant around it. */
export const pad = defineKernel<tf.PadV2Inputs, tf.PadV2Attrs>(
	"PadV2",
	({ inputs: { x }, attrs, backend }) => {
		if (!isNumeric(x)) return;
		const { paddings, constantValue } = attrs;
		const shape = x.shape.map((length, axis) => length + paddings[axis]![0] + paddings[axis]![1]);
		if (!backend.knows(x)) {
			const sides = [0, 1].flatMap((side) => paddings.map((pair) => pair[side]!));
			const value = onnxTensor(Float32Array.of(constantValue), []);
			if (x.dtype === "float32") return backend.compute(border, [x, int64(sides), value], shape);
		}
		const from = { values: backend.valuesOf(x), shape: x.shape, begin: x.shape.map(() => 0) };
		return backend.produce(shape, x.dtype as NumericType, (values) => {
			if (constantValue !== 0) values.fill(constantValue);
			copyBox({ values, shape, begin: paddings.map(([before]) => before) }, from, x.shape);
		});
	},
);

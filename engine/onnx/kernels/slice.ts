import { tf } from "#engine/tf";
import type { OnnxBackend } from "../backend.ts";
import type { NumericType } from "../element-type.ts";
import { defineKernel, isNumeric } from "../kernel.ts";
import { int64 } from "../onnx-tensor.ts";
import { perType } from "../operation.ts";
import { copyBox } from "./copy-box.ts";

/** The box of x that begins at `begin` and has the shape `size`, -1 meaning "to the end". */
export const slice = defineKernel<tf.SliceInputs, tf.SliceAttrs>(
	"Slice",
	({ inputs: { x }, attrs, backend }) => {
		if (!isNumeric(x) || x.shape.length === 0) return;
		const [begin, size] = tf.slice_util.parseSliceParams(x as tf.Tensor, attrs.begin, attrs.size) as [
			number[],
			number[],
		];
		tf.slice_util.assertParamsValid(x, begin, size);
		return cut(backend, x, begin, size);
	},
);

/** Cuts x along one axis into parts of given sizes (`tf.split`). */
export const splitV = defineKernel<tf.SplitVInputs, tf.SplitVAttrs>(
	"SplitV",
	({ inputs: { x }, attrs, backend }) => {
		if (!isNumeric(x)) return;
		const axis = tf.util.parseAxisParam(attrs.axis, x.shape)[0]!;
		const begin = x.shape.map(() => 0);
		return tf.backend_util.prepareSplitSize(x as tf.Tensor, attrs.numOrSizeSplits, axis).map((length) => {
			const part = cut(backend, x, begin, x.shape.with(axis, length));
			begin[axis]! += length;
			return part;
		});
	},
);

/** Cuts x along one axis into parts without that axis (`tf.unstack`). */
export const unpack = defineKernel<tf.UnpackInputs, tf.UnpackAttrs>(
	"Unpack",
	({ inputs: { value }, attrs, backend }) => {
		if (!isNumeric(value)) return;
		const axis = tf.util.parseAxisParam(attrs.axis, value.shape)[0]!;
		const shape = value.shape.toSpliced(axis, 1);
		return Array.from({ length: value.shape[axis]! }, (_, i) => {
			const begin = value.shape.map((_, a) => (a === axis ? i : 0));
			return { ...cut(backend, value, begin, value.shape.with(axis, 1)), shape };
		});
	},
);

const boxes = perType(["float32", "int32", "bool"], (type) => ({
	key: "Slice",
	inputs: [type, "int64", "int64"],
	output: type,
	build: (graph, inputs) => graph.op("Slice", inputs),
}));

function cut(
	backend: OnnxBackend,
	x: tf.TensorInfo,
	begin: readonly number[],
	size: number[],
): tf.TensorInfo {
	if (!backend.knows(x)) {
		const end = begin.map((first, axis) => first + size[axis]!);
		return backend.compute(boxes.get(x.dtype as NumericType)!, [x, int64(begin), int64(end)], size);
	}
	const from = { values: backend.valuesOf(x), shape: x.shape, begin };
	return backend.produce(size, x.dtype as NumericType, (values) => {
		copyBox({ values, shape: size, begin: size.map(() => 0) }, from, size);
	});
}

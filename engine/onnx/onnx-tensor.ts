import type { ElementArray, ElementType } from "./element-type.ts";

/** A tensor as ONNX Runtime's binding takes and returns it. Feeds are read in place, without a copy. */
export interface OnnxTensor {
	readonly data: ElementArray;
	readonly dims: readonly number[];
	readonly type: ElementType;
	readonly location: "cpu";
}

/** Wraps an array as a tensor. The element type is the array's; bytes are bools. */
export function onnxTensor(data: ElementArray, dims: readonly number[]): OnnxTensor {
	return { data, dims, type: typeOf(data), location: "cpu" };
}

/** A list of whole numbers, as axes, shapes and indices are passed. */
export const int64 = (values: readonly number[]): OnnxTensor =>
	onnxTensor(BigInt64Array.from(values, BigInt), [values.length]);

function typeOf(data: ElementArray): ElementType {
	if (data instanceof Float32Array) return "float32";
	if (data instanceof Int32Array) return "int32";
	if (data instanceof BigInt64Array) return "int64";
	if (data instanceof Float64Array) return "float64";
	return "bool";
}

/** Element types of this engine, with their numbers in ONNX (`TensorProto.DataType`, onnx.proto). */
export const elementTypes = { float32: 1, int32: 6, int64: 7, bool: 9, float64: 11 } as const;

export type ElementType = keyof typeof elementTypes;

/** Element types of tensors; int64 is left to shapes, axes and indices inside graphs, float64 to linear algebra. */
export type NumericType = Exclude<ElementType, "int64" | "float64">;

/** The array that holds each element type; a bool is one byte, 0 or 1. */
export interface ElementArrays {
	float32: Float32Array;
	int32: Int32Array;
	int64: BigInt64Array;
	bool: Uint8Array;
	float64: Float64Array;
}

export type ElementArray = ElementArrays[ElementType];

export type NumericArray = ElementArrays[NumericType];

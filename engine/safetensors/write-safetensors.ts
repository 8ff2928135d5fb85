import { dtypeBytes } from "./dtypes.ts";
import { encodeHeader } from "./encode-header.ts";
import { writeWhole } from "./write-whole.ts";

/** Values to write, row-major: as F32 or F64, as they are. */
export interface WritableTensor {
	readonly shape: readonly number[];
	/** A function is called when the tensor is written, so that not all need be in memory at once; it gives 32-bit floats. */
	readonly data: Float32Array | Float64Array | (() => Float32Array);
}

/**
 * Writes tensors as F32 or F64, in order of their names: equal tensors give equal bytes. The file appears whole or not at
 * all: it is written beside its place, flushed to disk and renamed.
 */
export function writeSafetensors(
	path: string,
	tensors: Iterable<readonly [name: string, tensor: WritableTensor]>,
	metadata?: Readonly<Record<string, string>>,
): void {
	const sorted = [...tensors].sort(([a], [b]) => (a < b ? -1 : 1));
	checkNames(sorted.map(([name]) => name));
	for (const [name, { shape, data }] of sorted)
		if (typeof data !== "function") checkLength(name, shape, data);
	const entries = sorted.map(([name, { shape, data }]) => {
		const dtype = data instanceof Float64Array ? "F64" : "F32";
		return [name, { dtype, shape, bytes: dtypeBytes[dtype] * sizeOf(shape) }] as const;
	});
	const header = encodeHeader(entries, metadata);
	writeWhole(path, (append) => {
		append(header);
		for (const [name, tensor] of sorted) {
			const { buffer, byteOffset, byteLength } = valuesOf(name, tensor);
			append(new Uint8Array(buffer, byteOffset, byteLength));
		}
	});
}

function checkNames(sorted: readonly string[]): void {
	for (const [index, name] of sorted.entries()) {
		if (name === "__metadata__") throw new Error('A tensor may not be named "__metadata__"');
		if (name === sorted[index - 1]) throw new Error(`Tensor "${name}" is given twice`);
	}
}

function valuesOf(name: string, { shape, data }: WritableTensor): Float32Array | Float64Array {
	if (typeof data !== "function") return data;
	const values = data();
	checkLength(name, shape, values);
	return values;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

function checkLength(name: string, shape: readonly number[], { length }: Float32Array | Float64Array): void {
	if (sizeOf(shape) === length) return;
	throw new Error(`Tensor "${name}" of shape [${shape.join(", ")}] has ${length} values`);
}

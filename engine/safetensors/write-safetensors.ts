import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dtypeBytes } from "./dtypes.ts";

/** Values to write, row-major: as F32 or F64, as they are. */
export interface WritableTensor {
	readonly shape: readonly number[];
	/** A function is called when the tensor is written, so that not all need be in memory at once; it gives 32-bit floats. */
	readonly data: Float32Array | Float64Array | (() => Float32Array);
}

/** Node refuses one write of 2 GiB or more. */
const chunkBytes = 2 ** 28;

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
	const header = encodeHeader(sorted, metadata);
	const temporary = `${path}.${randomUUID()}.partial`;
	const file = openSync(temporary, "wx");
	try {
		try {
			writeFully(file, header);
			for (const [name, tensor] of sorted) {
				const { buffer, byteOffset, byteLength } = valuesOf(name, tensor);
				writeFully(file, new Uint8Array(buffer, byteOffset, byteLength));
			}
			fsyncSync(file);
		} finally {
			closeSync(file);
		}
		renameSync(temporary, path);
	} catch (error) {
		rmSync(temporary, { force: true });
		throw error;
	}
}

function encodeHeader(
	tensors: readonly (readonly [string, WritableTensor])[],
	metadata: Readonly<Record<string, string>> | undefined,
): Buffer {
	const entries: [string, unknown][] = metadata === undefined ? [] : [["__metadata__", metadata]];
	let end = 0;
	for (const [index, [name, { shape, data }]] of tensors.entries()) {
		if (name === "__metadata__") throw new Error('A tensor may not be named "__metadata__"');
		if (name === tensors[index - 1]?.[0]) throw new Error(`Tensor "${name}" is given twice`);
		if (typeof data !== "function") checkLength(name, shape, data);
		const dtype = data instanceof Float64Array ? "F64" : "F32";
		const start = end;
		end += dtypeBytes[dtype] * sizeOf(shape);
		entries.push([name, { dtype, shape, data_offsets: [start, end] }]);
	}
	const json = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
	// Blanks after the JSON make the first tensor start at a multiple of 8, so that a mapped file needs no copy.
	const padded = Math.ceil(json.length / 8) * 8;
	const header = Buffer.alloc(8 + padded, " ");
	header.writeBigUInt64LE(BigInt(padded));
	json.copy(header, 8);
	return header;
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

function writeFully(file: number, bytes: Uint8Array): void {
	let done = 0;
	while (done < bytes.length) done += writeSync(file, bytes, done, Math.min(chunkBytes, bytes.length - done));
}

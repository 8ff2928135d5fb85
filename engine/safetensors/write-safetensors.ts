import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";

/** Values to write, row-major: as F32 or F64, as they are. */
export interface WritableTensor {
	readonly shape: readonly number[];
	readonly data: Float32Array | Float64Array;
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
			for (const [, { data }] of sorted)
				writeFully(file, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
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
		if (shape.reduce((product, size) => product * size, 1) !== data.length) {
			throw new Error(`Tensor "${name}" of shape [${shape.join(", ")}] has ${data.length} values`);
		}
		const start = end;
		end += data.byteLength;
		entries.push([
			name,
			{ dtype: data instanceof Float64Array ? "F64" : "F32", shape, data_offsets: [start, end] },
		]);
	}
	const json = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
	// Blanks after the JSON make the first tensor start at a multiple of 8, so that a mapped file needs no copy.
	const padded = Math.ceil(json.length / 8) * 8;
	const header = Buffer.alloc(8 + padded, " ");
	header.writeBigUInt64LE(BigInt(padded));
	json.copy(header, 8);
	return header;
}

function writeFully(file: number, bytes: Uint8Array): void {
	let done = 0;
	while (done < bytes.length) done += writeSync(file, bytes, done, Math.min(chunkBytes, bytes.length - done));
}

import { encodeHeader } from "./encode-header.ts";
import { writeWhole } from "./write-whole.ts";

/** Values to write, row-major: as F32 or F64, as they are. */
export interface WritableTensor {
	readonly shape: readonly number[];
	readonly data: Float32Array | Float64Array;
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
	check(sorted);
	const entries = sorted.map(([name, { shape, data }]) => {
		const dtype = data instanceof Float64Array ? "F64" : "F32";
		return [name, { dtype, shape, bytes: data.byteLength }] as const;
	});
	const header = encodeHeader(entries, metadata);
	writeWhole(path, (append) => {
		append(header);
		for (const [, { data }] of sorted) append(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
	});
}

function check(tensors: readonly (readonly [string, WritableTensor])[]): void {
	for (const [index, [name, { shape, data }]] of tensors.entries()) {
		if (name === "__metadata__") throw new Error('A tensor may not be named "__metadata__"');
		if (name === tensors[index - 1]?.[0]) throw new Error(`Tensor "${name}" is given twice`);
		if (shape.reduce((product, size) => product * size, 1) !== data.length) {
			throw new Error(`Tensor "${name}" of shape [${shape.join(", ")}] has ${data.length} values`);
		}
	}
}

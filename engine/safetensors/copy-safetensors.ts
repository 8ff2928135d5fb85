import { closeSync } from "node:fs";
import type { TensorEntry } from "./check-entry.ts";
import { encodeHeader } from "./encode-header.ts";
import { openForReading } from "./open-for-reading.ts";
import { readFully } from "./read-fully.ts";
import { openSafetensors, type StoredTensor } from "./safetensors-file.ts";
import { writeWhole } from "./write-whole.ts";

/** New values of a tensor, from those it has as 32-bit floats. */
export type Change = (stored: StoredTensor) => Float32Array;

/** Bytes that are copied at a time. */
const chunkBytes = 2 ** 24;

/**
 * Copies a safetensors file with other values in some of its tensors, which become F32. All others keep type and bytes,
 * and all keep their order; the metadata stays. One tensor is in memory at a time, and only those that change.
 *
 * @param changes by tensor name; those of tensors that the file does not hold are ignored
 */
export function copySafetensors(from: string, to: string, changes: ReadonlyMap<string, Change>): void {
	const source = openSafetensors(from);
	const file = openForReading(from);
	try {
		const { entries, metadata } = source.header;
		const inOrder = [...entries].sort(([, a], [, b]) => a.start - b.start || a.end - b.end);
		const header = encodeHeader(
			inOrder.map(([name, entry]) => [name, changes.has(name) ? asFloat32(entry) : asStored(entry)]),
			Object.keys(metadata).length === 0 ? undefined : metadata,
		);
		writeWhole(to, (append) => {
			append(header);
			for (const [name, entry] of inOrder) {
				const change = changes.get(name);
				if (change === undefined) for (const bytes of chunks(file, from, entry)) append(bytes);
				else append(bytesOf(change(source.tensor(name))));
			}
		});
	} finally {
		closeSync(file);
		source.close();
	}
}

const asStored = ({ dtype, shape, start, end }: TensorEntry) => ({ dtype, shape, bytes: end - start });

const asFloat32 = ({ shape }: TensorEntry) => ({
	dtype: "F32" as const,
	shape,
	bytes: shape.reduce((product, size) => product * size, 4),
});

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) =>
	new Uint8Array(buffer, byteOffset, byteLength);

function* chunks(file: number, path: string, { start, end }: TensorEntry): Generator<Uint8Array> {
	for (let at = start; at < end; at += chunkBytes) {
		const bytes = new Uint8Array(Math.min(chunkBytes, end - at));
		readFully(file, path, bytes, at);
		yield bytes;
	}
}

import { crc32 } from "node:zlib";

/**
 * Of the values of tensors, 8 hex digits.
 *
 * @param tensors in order of their names; each is read when it is its turn, so that not all need be in memory at once
 */
export function valuesChecksum(tensors: Iterable<() => Float32Array | Float64Array>): string {
	let sum = 0;
	for (const read of tensors) {
		const { buffer, byteOffset, byteLength } = read();
		sum = crc32(new Uint8Array(buffer, byteOffset, byteLength), sum);
	}
	return sum.toString(16).padStart(8, "0");
}

/** Names in the order that counts for a checksum, and in which safetensors files are written. */
export const inNameOrder = (names: Iterable<string>): string[] => [...names].sort((a, b) => (a < b ? -1 : 1));

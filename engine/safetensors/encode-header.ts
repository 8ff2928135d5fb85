import type { Dtype } from "./dtypes.ts";

/** A tensor as a header describes it. */
export interface HeaderEntry {
	readonly dtype: Dtype;
	readonly shape: readonly number[];
	readonly bytes: number;
}

/** The header of a file in which these tensors follow each other in this order, with the 8 bytes that come before it. */
export function encodeHeader(
	tensors: Iterable<readonly [name: string, entry: HeaderEntry]>,
	metadata?: Readonly<Record<string, string>>,
): Buffer {
	const entries: [string, unknown][] = metadata === undefined ? [] : [["__metadata__", metadata]];
	let end = 0;
	for (const [name, { dtype, shape, bytes }] of tensors) {
		const start = end;
		end += bytes;
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

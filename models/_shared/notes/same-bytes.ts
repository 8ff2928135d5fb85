import { closeSync } from "node:fs";
import type { TensorPlace } from "#engine/safetensors/checkpoint-weights";
import { openForReading } from "#engine/safetensors/open-for-reading";
import { readFully } from "#engine/safetensors/read-fully";

/** Tensors up to this size are compared whole. */
const WHOLE = 16 * 2 ** 20;
/** Of larger ones, so many places: two matrices that were trained apart differ in each. */
const PLACES = 256;
const PIECE = 4096;

/** Whether two tensors of one type hold the same bytes, as far as this looks: at most 16 MiB of each are read. */
export function haveSameBytes(one: TensorPlace, other: TensorPlace): boolean {
	const size = one.end - one.start;
	if (size !== other.end - other.start) return false;
	const files = [openForReading(one.path), openForReading(other.path)] as const;
	try {
		const read = (at: 0 | 1, { path, start }: TensorPlace, offset: number, length: number): Buffer => {
			const bytes = Buffer.allocUnsafe(length);
			readFully(files[at], path, bytes, start + offset);
			return bytes;
		};
		const piece = size <= WHOLE ? size : PIECE;
		const places = size <= WHOLE ? 1 : PLACES;
		const step = places === 1 ? 0 : (size - piece) / (places - 1);
		for (let place = 0; place < places; place++) {
			const offset = Math.floor(place * step);
			if (!read(0, one, offset, piece).equals(read(1, other, offset, piece))) return false;
		}
		return true;
	} finally {
		files.forEach(closeSync);
	}
}

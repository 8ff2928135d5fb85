import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";

/** Node refuses one write of 2 GiB or more. */
const chunkBytes = 2 ** 28;

/**
 * Writes a file that appears whole or not at all: beside its place, flushed to disk and renamed.
 *
 * @param fill is given what appends bytes
 */
export function writeWhole(path: string, fill: (append: (bytes: Uint8Array) => void) => void): void {
	const temporary = `${path}.${randomUUID()}.partial`;
	const file = openSync(temporary, "wx");
	try {
		try {
			fill((bytes) => writeFully(file, bytes));
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

function writeFully(file: number, bytes: Uint8Array): void {
	let done = 0;
	while (done < bytes.length) done += writeSync(file, bytes, done, Math.min(chunkBytes, bytes.length - done));
}

import { getSystemErrorName } from "node:util";
import { type Koffi, loadKoffi } from "./load-koffi.ts";

/**
 * Files as memory, through `mmap`: pages are read when first touched and stay in the system's page cache, of which all
 * processes that map a file share one copy.
 */

/**
 * Float32 values of an open file as an array over the file's own pages, which nobody can write to.
 *
 * @param start offset of the first byte, a multiple of 4
 * @param length in values
 * @throws MapRefused where the system refuses
 */
export type MapFloats = (file: number, start: number, length: number) => Float32Array;

/** The system does not map a file. */
export class MapRefused extends Error {
	override readonly name = "MapRefused";
}

/** Why this process cannot map files. */
export interface NoMapping {
	readonly problem: string;
}

/** From sys/mman.h; Linux and macOS agree. */
const PROT_READ = 1;
const MAP_PRIVATE = 2;
const MAP_FAILED = 2n ** 64n - 1n;

let known: MapFloats | NoMapping | undefined;

/** @returns the same for all callers: how files are mapped, or why they are not */
export function fileMapper(): MapFloats | NoMapping {
	known ??= load();
	return known;
}

function load(): MapFloats | NoMapping {
	if (process.platform === "win32") return { problem: "Windows has no mmap" };
	try {
		return mapWith(loadKoffi());
	} catch (error) {
		const [reason] = String(error instanceof Error ? error.message : error).split("\n");
		return {
			problem: `the package koffi does not load on this machine (${process.platform}, ${process.arch}): ${reason}`,
		};
	}
}

function mapWith(koffi: Koffi): MapFloats {
	// Without a name: what the process has loaded, in which every libc is.
	const libc = koffi.load(null);
	const mmap = libc.func(
		"void *mmap(void *address, size_t length, int protection, int flags, int file, int64_t offset)",
	);
	const munmap = libc.func("int munmap(void *address, size_t length)");
	const pageBytes: number = libc.func("int getpagesize()")();
	// Only when no array looks into a region any more is it safe to unmap it: reading it then would end the process.
	const regions = new FinalizationRegistry<{ address: bigint; bytes: number }>(({ address, bytes }) =>
		munmap(address, bytes),
	);
	return (file, start, length) => {
		if (length === 0) return new Float32Array(0);
		const within = start % pageBytes;
		const bytes = within + 4 * length;
		const address: bigint = mmap(null, bytes, PROT_READ, MAP_PRIVATE, file, start - within);
		if (address === MAP_FAILED) throw new MapRefused(`mmap failed: ${getSystemErrorName(-koffi.errno())}`);
		const buffer = koffi.view(address, bytes) as ArrayBuffer;
		regions.register(buffer, { address, bytes });
		return new Float32Array(buffer, within, length);
	};
}

import { type BigIntStats, statSync } from "node:fs";

/**
 * Whether a path leads to the file that was seen. At once, since to wait for it takes longer than to look. Valid as long as
 * that file is held open: numbers of removed files are given out again.
 */
export function leadsTo(path: string, { ino, dev }: BigIntStats): boolean {
	const there = fileAt(path);
	return there?.ino === ino && there.dev === dev;
}

function fileAt(path: string): BigIntStats | undefined {
	try {
		return statSync(path, { bigint: true });
	} catch {
		// Whatever keeps it from being found, it cannot be read there.
		return undefined;
	}
}

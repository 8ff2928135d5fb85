import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { attemptFiles } from "./attempt-file.ts";
import type { Damage } from "./damage.ts";
import { diskError } from "./disk-error.ts";
import { openLine } from "./seal-line.ts";

/** Lines of all attempts at a cell, oldest first. */
export interface StoredLines<T> {
	readonly lines: readonly T[];
	/** What does not count: cut off when a run was stopped, changed, or of another cell. */
	readonly damages: readonly Damage[];
}

/**
 * Reads a cell's or a baseline's folder, which its id names. At once: a run may have 100,000 cells, and to wait for each
 * one's files takes five times as long as to read them.
 *
 * @throws UserError where the disk does not let it read
 */
export function readAttempts<T extends { readonly index: number }>(folder: string): StoredLines<T> {
	try {
		return read(folder);
	} catch (error) {
		const hint = `Mend or remove what lies there, then run the experiment again: what is missing is computed again.`;
		throw diskError(error, `Cannot read stored results in ${folder}`, hint);
	}
}

function read<T extends { readonly index: number }>(folder: string): StoredLines<T> {
	const lines: T[] = [];
	const damages: Damage[] = [];
	for (const name of attemptFiles(folder)) {
		const file = join(folder, name);
		const texts = readFileSync(file, "utf8").split("\n");
		// What follows the last end of line is empty, but where a run was stopped in the writing.
		const last = texts.length;
		for (const { line, opened } of linesOf<T>(texts, basename(folder))) {
			if ("value" in opened) lines.push(opened.value);
			else damages.push({ file, line, fault: line === last ? CUT_OFF : opened.fault });
		}
	}
	return { lines, damages };
}

const CUT_OFF = "was cut off when a run was stopped";

function* linesOf<T extends { readonly index: number }>(texts: readonly string[], cell: string) {
	for (const [at, text] of texts.entries()) {
		if (text !== "") yield { line: at + 1, opened: openLine<T>(cell, text) };
	}
}

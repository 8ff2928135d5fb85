import { readFileSync } from "node:fs";
import { join } from "node:path";
import { attemptFiles } from "./attempt-file.ts";
import { fromJson } from "./json.ts";

/** Lines of all attempts at a cell, oldest first. */
export interface StoredLines<T> {
	readonly lines: readonly T[];
	/** `file:line` of what cannot be read: where a run was stopped while it wrote. */
	readonly torn: readonly string[];
}

/** At once: a run may have 100,000 cells, and to wait for each one's files takes five times as long as to read them. */
export function readAttempts<T extends { readonly index: number }>(folder: string): StoredLines<T> {
	const lines: T[] = [];
	const torn: string[] = [];
	for (const name of attemptFiles(folder)) {
		const path = join(folder, name);
		for (const [at, text] of readFileSync(path, "utf8").split("\n").entries()) {
			if (text === "") continue;
			const line = parse<T>(text);
			if (line === undefined) torn.push(`${path}:${at + 1}`);
			else lines.push(line);
		}
	}
	return { lines, torn };
}

function parse<T extends { readonly index: number }>(text: string): T | undefined {
	try {
		const line = fromJson(text) as T;
		return Number.isInteger(line.index) ? line : undefined;
	} catch {
		return undefined;
	}
}

import { type FileHandle, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { toJson } from "./json.ts";
import { namesIn } from "./names-in.ts";
import { syncFolder } from "./sync-folder.ts";

/** Attempts in the order in which they were begun. */
export const attemptFiles = (folder: string): string[] =>
	namesIn(folder)
		.filter((name) => /^\d+\.jsonl$/.test(name))
		.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));

/**
 * One writer's file in a cell's folder: a JSON line a record, on disk before `append` resolves; the lines of one call
 * are written together. It is made at the first line, and never touches what earlier attempts left.
 */
export class AttemptFile {
	readonly #folder: string;
	#file: Promise<FileHandle> | undefined;
	/** Lines go one after the other, whoever appends. */
	#last: Promise<void> = Promise.resolve();

	constructor(folder: string) {
		this.#folder = folder;
	}

	append(...values: readonly unknown[]): Promise<void> {
		if (values.length === 0) return this.#last;
		const lines = values.map((value) => toJson(value)).join("");
		this.#last = this.#last.then(async () => {
			this.#file ??= openNext(this.#folder);
			const file = await this.#file;
			await file.appendFile(lines);
			await file.sync();
		});
		return this.#last;
	}

	async close(): Promise<void> {
		const file = await this.#file;
		this.#file = undefined;
		await file?.close();
	}
}

async function openNext(folder: string): Promise<FileHandle> {
	await mkdir(folder, { recursive: true });
	const last = attemptFiles(folder).at(-1) ?? "0";
	const name = `${String(Number.parseInt(last, 10) + 1).padStart(4, "0")}.jsonl`;
	const file = await open(join(folder, name), "ax");
	await syncFolder(folder);
	return file;
}

import type { BigIntStats } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { basename, join } from "node:path";
import { UserError } from "#core/errors";
import { diskError, STORE_HINT } from "./disk-error.ts";
import { namesIn } from "./names-in.ts";
import { leadsTo } from "./same-file.ts";
import { sealLine } from "./seal-line.ts";
import { syncFolder } from "./sync-folder.ts";

/** Attempts in the order in which they were begun. */
export const attemptFiles = (folder: string): string[] =>
	namesIn(folder)
		.filter((name) => /^\d+\.jsonl$/.test(name))
		.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));

interface OpenFile {
	readonly path: string;
	readonly handle: FileHandle;
	readonly identity: BigIntStats;
}

/**
 * One writer's file in a cell's folder: a JSON line a record, on disk before `append` resolves; the lines of one call
 * are written together. It is made at the first line, and never touches what earlier attempts left. The folder's name,
 * the cell's id, goes into each line.
 */
export class AttemptFile {
	readonly #folder: string;
	#file: Promise<OpenFile> | undefined;
	/** Lines go one after the other, whoever appends. */
	#last: Promise<void> = Promise.resolve();

	constructor(folder: string) {
		this.#folder = folder;
	}

	/** @throws UserError where the lines cannot be written, or are not where they will be looked for: the file was moved or removed */
	append(...values: readonly unknown[]): Promise<void> {
		if (values.length === 0) return this.#last;
		const cell = basename(this.#folder);
		const lines = values.map((value) => sealLine(cell, value)).join("");
		this.#last = this.#last.then(() => this.#write(lines));
		return this.#last;
	}

	/** Closes the file after the lines before this call. What is appended later begins a new attempt. */
	close(): Promise<void> {
		this.#last = this.#last.then(
			() => this.#close(),
			// A failure has been told of by `append`.
			() => this.#close(),
		);
		return this.#last;
	}

	async #close(): Promise<void> {
		const file = await this.#file?.catch(() => undefined);
		this.#file = undefined;
		await file?.handle.close();
	}

	async #write(lines: string): Promise<void> {
		try {
			this.#file ??= openNext(this.#folder);
			const { path, handle, identity } = await this.#file;
			await handle.appendFile(lines);
			await handle.sync();
			if (!leadsTo(path, identity)) throw lostError(path);
		} catch (error) {
			throw diskError(error, `Cannot store results in ${this.#folder}`, STORE_HINT);
		}
	}
}

const lostError = (path: string) =>
	new UserError(`${path} was removed, moved or replaced while the run wrote to it`, {
		hint: "The records in it do not count. Leave a run's folder alone while it runs; run the same command again to go on.",
	});

async function openNext(folder: string): Promise<OpenFile> {
	await mkdir(folder, { recursive: true });
	const last = attemptFiles(folder).at(-1) ?? "0";
	const path = join(folder, `${String(Number.parseInt(last, 10) + 1).padStart(4, "0")}.jsonl`);
	const handle = await open(path, "ax");
	await syncFolder(folder);
	return { path, handle, identity: await handle.stat({ bigint: true }) };
}

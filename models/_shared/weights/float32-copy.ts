import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { CheckpointWeights } from "#engine/safetensors/checkpoint-weights";
import { openSafetensors, type SafetensorsFile } from "#engine/safetensors/safetensors-file";
import { writeSafetensors } from "#engine/safetensors/write-safetensors";
import { editbenchCache } from "#hub/editbench-cache";

/** Where float32 copies of weights are kept; all runs share them. */
export const weightsFolder = (): string => join(editbenchCache(), "weights");

export interface CopyOptions {
	/** Identity of the checkpoint's contents. */
	readonly hash: string;
	readonly say: (text: string) => void;
}

/** The copy cannot be made, for a reason that lies with the disk. */
export class NoCopy extends Error {
	override readonly name = "NoCopy";
}

/** What a disk may refuse. */
const refusals = ["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "ENOTDIR", "EEXIST"];

/** A draft that nobody has written to for so long was left by a process that was ended. */
const abandonedMs = 60 * 60_000;

/**
 * The float32 copy of those weights of a checkpoint that cannot be mapped where they are, made where it is not there
 * yet: `<hash>.safetensors` in `weightsFolder()`. It appears by renaming, so two processes that make it at once
 * both end with a whole one.
 *
 * @param names of the weights in the files; always the same for one checkpoint
 * @returns the open copy, for the caller to close
 * @throws NoCopy where it does not fit or may not be written
 */
export function float32Copy(
	files: CheckpointWeights,
	names: readonly string[],
	{ hash, say }: CopyOptions,
): SafetensorsFile {
	const path = join(weightsFolder(), `${hash}.safetensors`);
	if (existsSync(path)) return openSafetensors(path);
	const bytes = names.reduce((sum, name) => sum + 4 * sizeOf(files.place(name).shape), 0);
	try {
		mkdirSync(weightsFolder(), { recursive: true });
		removeAbandoned(path);
		checkSpace(bytes);
		say(
			`Converting the weights of ${files.folder} to float32, once: ${gigabytes(bytes)} in ${weightsFolder()}`,
		);
		writeSafetensors(
			path,
			names.map((name) => [name, { shape: files.place(name).shape, data: () => files.tensor(name).data }]),
			{ converted_from: files.folder },
		);
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		if (code === undefined || !refusals.includes(code)) throw error;
		throw new NoCopy(`their float32 copy cannot be written: ${message}`);
	}
	return openSafetensors(path);
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

function checkSpace(bytes: number): void {
	const { bavail, bsize } = statfsSync(weightsFolder());
	if (bytes <= bavail * bsize) return;
	throw new NoCopy(
		`their float32 copy takes ${gigabytes(bytes)}, and ${gigabytes(bavail * bsize)} are free in ${weightsFolder()} (EDITBENCH_CACHE names another folder)`,
	);
}

function removeAbandoned(path: string): void {
	for (const name of readdirSync(weightsFolder())) {
		const draft = join(weightsFolder(), name);
		if (!draft.startsWith(`${path}.`) || !name.endsWith(".partial")) continue;
		const { mtimeMs = Date.now() } = statSync(draft, { throwIfNoEntry: false }) ?? {};
		if (Date.now() - mtimeMs > abandonedMs) rmSync(draft, { force: true });
	}
}

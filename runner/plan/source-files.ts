import { createHash } from "node:crypto";
import { readFileSync, realpathSync } from "node:fs";
import { ImportGraph } from "./import-graph.ts";

/** What an experiment's file reaches, itself included. */
export interface SourceFiles {
	readonly files: readonly string[];
	/** Of their bytes. */
	readonly content: string;
}

/** Read once, as the process has imported them once. */
const known = new Map<string, Promise<SourceFiles>>();

/** The files that an experiment is made of, so that a worker can tell whether it reads the same. */
export function sourceFiles(file: string): Promise<SourceFiles> {
	const sources = known.get(file) ?? read(realpathSync(file));
	known.set(file, sources);
	return sources;
}

async function read(file: string): Promise<SourceFiles> {
	const { files } = (await ImportGraph.of([file])).reachedFrom([file]);
	return { files, content: bytesOf(files) };
}

/** sha256 of files' bytes; one that is gone counts as empty. */
export function bytesOf(files: readonly string[]): string {
	const hash = createHash("sha256");
	for (const file of files) {
		const bytes = readIfThere(file);
		hash.update(`${bytes.length}\n`).update(bytes);
	}
	return hash.digest("hex");
}

function readIfThere(file: string): Buffer {
	try {
		return readFileSync(file);
	} catch {
		return Buffer.alloc(0);
	}
}

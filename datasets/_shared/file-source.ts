import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { DatasetSource } from "#core/dataset";
import { readFailure } from "./read-json-file.ts";

/** A file as source of a dataset, known by its contents: sha256. @returns undefined where there is no such file */
export async function fileSource(path: string, revision?: string): Promise<DatasetSource | undefined> {
	try {
		const hash = createHash("sha256")
			.update(await readFile(path))
			.digest("hex");
		return { where: path, hash, ...(revision !== undefined && { revision }) };
	} catch (cause) {
		if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
		throw readFailure(path, cause);
	}
}

import { readFile } from "node:fs/promises";
import { UserError } from "#core/errors";
import { parseJson } from "./parse-json.ts";

const reasons: Readonly<Record<string, string>> = {
	ENOENT: "there is no such file",
	EISDIR: "it is a folder, not a file",
	EACCES: "reading it is not allowed",
};

/** Reads a JSON file. @throws UserError where the file cannot be read or is not JSON */
export async function readJsonFile(path: string): Promise<unknown> {
	return parseJson(await readText(path), path);
}

async function readText(path: string): Promise<string> {
	try {
		return await readFile(path, "utf8");
	} catch (cause) {
		throw readFailure(path, cause);
	}
}

/** Why a file could not be read, for people. */
export function readFailure(path: string, cause: unknown): UserError {
	const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
	return new UserError(`Cannot read ${path}: ${reasons[code] ?? String(cause)}.`, {
		hint: `Give "path" the name of a JSON file; relative names start from ${process.cwd()}.`,
		cause,
	});
}

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { UserError } from "#core/errors";
import { parseResultFile } from "./parse-result-file.ts";
import { parseTextFile } from "./parse-text-file.ts";
import type { ResultRecord, TextRecord } from "./result-record.ts";

/** Reads several result files as one, in the order given. @throws UserError where one cannot be read, or is none */
export const readResultFiles = (paths: readonly string[]): Promise<ResultRecord[]> =>
	readFiles(paths, parseResultFile);

/** Reads several text files as one, in the order given. @throws UserError where one cannot be read, or is none */
export const readTextFiles = (paths: readonly string[]): Promise<TextRecord[]> =>
	readFiles(paths, parseTextFile);

async function readFiles<R>(
	paths: readonly string[],
	parse: (text: string, where: string) => R[],
): Promise<R[]> {
	const repeated = paths.find(
		(path, at) => paths.findIndex((other) => resolve(other) === resolve(path)) < at,
	);
	if (repeated !== undefined) {
		throw new UserError(`${repeated} was given twice.`, {
			hint: "Give each file once: its records would be counted twice.",
		});
	}
	const files: R[][] = [];
	for (const path of paths) files.push(parse(await readText(path), path));
	return files.flat();
}

const reasons: Readonly<Record<string, string>> = {
	ENOENT: "there is no such file",
	EISDIR: "it is a folder; give the files in it",
	EACCES: "reading it is not allowed",
};

async function readText(path: string): Promise<string> {
	try {
		return await readFile(path, "utf8");
	} catch (cause) {
		const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
		throw new UserError(`Cannot read ${path}: ${reasons[code] ?? String(cause)}.`, {
			hint: `Relative names start from ${process.cwd()}.`,
			cause,
		});
	}
}

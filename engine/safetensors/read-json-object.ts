import { readFileSync } from "node:fs";
import { UserError } from "#core/errors";

/**
 * A JSON file that holds an object, as all small files of a checkpoint do.
 *
 * @returns undefined where there is no such file
 * @throws UserError where it is not JSON, or no object
 */
export function readJsonObject(path: string): Readonly<Record<string, unknown>> | undefined {
	let text: string;
	try {
		text = readFileSync(path, "utf8");
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
		throw error;
	}
	const hint = "The file is damaged, or the download stopped early. Fetch it again.";
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (cause) {
		throw new UserError(`"${path}" is not JSON: ${(cause as Error).message}`, { hint, cause });
	}
	if (typeof value !== "object" || value === null || Array.isArray(value)) {
		const got = value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`;
		throw new UserError(`"${path}" holds ${got}; it should hold an object`, { hint });
	}
	return value as Record<string, unknown>;
}

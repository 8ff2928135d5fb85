import { lstat, readFile } from "node:fs/promises";
import { UserError } from "#core/errors";
import { diskError } from "./disk-error.ts";
import type { ProcessMark } from "./process-mark.ts";

/** What to do with a lock that cannot be dealt with. */
export const DELETE_HINT =
	"If nothing works in this folder at present, delete it and run the same command again.";

/** A lock is far shorter; what is longer was put there by somebody else. */
const LONGEST = 4096;

/** @returns undefined where there is none @throws UserError where it is no file that this process can read */
export async function readLock(path: string): Promise<string | undefined> {
	try {
		const found = await lstat(path);
		// Not opened: a pipe would never end, and a link may lead anywhere.
		if (!found.isFile()) throw notALock(path, kindOf(found));
		if (found.size > LONGEST) throw notALock(path, `a file of ${found.size} bytes`);
		return await readFile(path, "utf8");
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
		throw diskError(error, `Cannot read the lock ${path}`, DELETE_HINT);
	}
}

/**
 * @returns undefined for an empty one, which a power cut leaves: it is nobody's
 * @throws UserError where it was written by something else, and is not ours to remove
 */
export function parseLock(text: string, path: string): ProcessMark | undefined {
	if (/^[\0\s]*$/.test(text)) return undefined;
	try {
		const { host, pid, space, began } = JSON.parse(text);
		if (typeof host === "string" && Number.isInteger(pid))
			return { host, pid, ...(space && { space }), ...(began && { began }) };
	} catch {
		// No JSON, and so not ours.
	}
	throw notALock(path, "a file that names no process");
}

const notALock = (path: string, what: string) =>
	new UserError(`${path} is ${what}, where the lock should be made`, { hint: DELETE_HINT });

function kindOf(found: { isDirectory(): boolean; isSymbolicLink(): boolean }): string {
	if (found.isDirectory()) return "a folder";
	return found.isSymbolicLink() ? "a link" : "no regular file";
}

import { closeSync, fstatSync, openSync } from "node:fs";
import { UserError } from "#core/errors";

/**
 * @returns a file descriptor, for the caller to close
 * @throws UserError where the file is missing, a folder, or not for us to read
 */
export function openForReading(path: string): number {
	const file = open(path);
	if (!fstatSync(file).isDirectory()) return file;
	closeSync(file);
	throw new UserError(`"${path}" is a folder; a file was to be read`, { hint: "Name the file in it." });
}

function open(path: string): number {
	try {
		return openSync(path, "r");
	} catch (cause) {
		const { code } = cause as NodeJS.ErrnoException;
		if (code === "ENOENT" || code === "ENOTDIR") {
			throw new UserError(`"${path}" does not exist`, { hint: "Check the path.", cause });
		}
		if (code === "EACCES" || code === "EPERM") {
			throw new UserError(`"${path}" may not be read by you`, {
				hint: "Check the file's permissions.",
				cause,
			});
		}
		throw cause;
	}
}

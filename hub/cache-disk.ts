import { stat, statfs } from "node:fs/promises";
import { UserError } from "#core/errors";

/** @returns size in bytes, following links, or undefined where there is nothing */
export const sizeOf = async (file: string): Promise<number | undefined> =>
	(await stat(file).catch(() => undefined))?.size;

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

/** Said before the first byte, not when the disk is full after an hour. */
export async function checkSpace(bytes: number, folder: string): Promise<void> {
	const { bavail, bsize } = await statfs(folder);
	if (bytes <= bavail * bsize) return;
	throw new UserError(`${gigabytes(bytes)} to download, ${gigabytes(bavail * bsize)} free in ${folder}`, {
		hint: "Make room, or put the cache on another disk with HF_HUB_CACHE.",
	});
}

const usersToMend = [
	...["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "EIO"],
	...["ENOENT", "ENOTDIR", "EISDIR", "EEXIST", "ENOTEMPTY", "ELOOP", "ENAMETOOLONG"],
];

/** Runs what writes to the cache; errors of the disk become the user's to mend. */
export async function writingTo<T>(cache: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		if (code === undefined || !usersToMend.includes(code)) throw error;
		throw new UserError(`The cache ${cache} cannot be written: ${message}`, {
			hint: "Mend the folder, or name another with HF_HUB_CACHE.",
			cause: error,
		});
	}
}

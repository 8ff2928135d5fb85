import { readdir } from "node:fs/promises";

/** Names of what lies in a folder; none where there is no such folder. */
export const namesIn = (folder: string): Promise<string[]> =>
	readdir(folder).catch((error: NodeJS.ErrnoException) => {
		if (error.code === "ENOENT") return [];
		throw error;
	});

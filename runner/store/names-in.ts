import { readdirSync } from "node:fs";

/** Names of what lies in a folder; none where there is no such folder. */
export function namesIn(folder: string): string[] {
	try {
		return readdirSync(folder);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
		throw error;
	}
}

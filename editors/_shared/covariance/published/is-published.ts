import { readdirSync, statSync } from "node:fs";
import { resolve } from "node:path";

/** Whether a corpus is really statistics: an .npz file, or a folder that holds such files. */
export function isPublished(corpus: string): boolean {
	if (corpus.endsWith(".npz")) return true;
	const folder = resolve(corpus);
	return (
		statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true &&
		readdirSync(folder).some((name) => name.endsWith(".npz"))
	);
}

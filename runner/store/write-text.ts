import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Writes a file beside its place and renames it: whoever reads meanwhile, or after a crash, finds the old one or the new
 * one, whole.
 *
 * @param flush waits for the disk, so that this holds for a power cut too; for what there are few of
 */
export async function writeText(path: string, contents: string, flush: boolean): Promise<void> {
	// A short name, since that of the file may be as long as names can be.
	const draft = join(dirname(path), `${randomUUID()}.partial`);
	try {
		await writeFile(draft, contents, { flag: "wx", flush });
		await rename(draft, path);
	} catch (error) {
		await rm(draft, { force: true }).catch(() => undefined);
		throw error;
	}
}

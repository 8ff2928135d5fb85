import { open } from "node:fs/promises";

/** A new file's name is safe only with its folder. */
export async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, "r");
	// Not every file system can.
	await handle.sync().catch(() => undefined);
	await handle.close();
}

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { ListedFile } from "./file-listing.ts";

/**
 * Hashes a file on disk, not the bytes on their way there, so that a resumed file is checked as a whole:
 *
 *     large file (LFS)  sha256(contents)
 *     small file        sha1("blob " + length + "\0" + contents)     git's name for it
 */
export async function contentHash(file: string, { sha256, size }: ListedFile): Promise<string> {
	const hash = sha256 === undefined ? createHash("sha1").update(`blob ${size}\0`) : createHash("sha256");
	for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 })) hash.update(chunk as Buffer);
	return hash.digest("hex");
}

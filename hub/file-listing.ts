import path from "node:path";
import { readIfThere, writeWhole } from "./cache-layout.ts";

/** A file of a repository as the hub lists it, with what is needed to check its bytes. */
export interface ListedFile {
	readonly path: string;
	/** Bytes of the contents (for a large file not of the pointer that git sees). */
	readonly size: number;
	/** git's sha1 of the file, or of the pointer that stands for a large one. */
	readonly blobId: string;
	/** sha256 of a large (LFS) file. */
	readonly sha256?: string | undefined;
	/** Hash in the hub's newer storage: kept for Python's tools, not used here. */
	readonly xetHash?: string | undefined;
}

/** Name of the blob in the cache, which is the hash its bytes must have. */
export const blobName = ({ sha256, blobId }: ListedFile): string => sha256 ?? blobId;

interface StoredFile {
	readonly size: number;
	readonly blob_id: string;
	readonly lfs_sha256?: string;
	readonly lfs_size?: number;
	readonly xet_hash?: string;
}

/** huggingface_hub 2.x writes and reads the same files; an unknown version is asked from the hub again. */
const version = 1;

const listingPath = (root: string, commit: string): string => path.join(root, "trees", `${commit}.json`);

const isStoredFile = (file: unknown): file is StoredFile =>
	typeof file === "object" &&
	file !== null &&
	typeof (file as StoredFile).size === "number" &&
	typeof (file as StoredFile).blob_id === "string";

/** @returns all files of a commit, if a download recorded them (a commit never changes), or undefined */
export async function readListing(root: string, commit: string): Promise<readonly ListedFile[] | undefined> {
	const text = await readIfThere(listingPath(root, commit));
	if (text === undefined) return undefined;
	const files = parseListing(text);
	return files?.map(([name, file]) => ({
		path: name,
		size: file.lfs_size ?? file.size,
		blobId: file.blob_id,
		sha256: file.lfs_sha256,
		xetHash: file.xet_hash,
	}));
}

/** A torn or foreign file is no listing: the hub can always be asked again. */
function parseListing(text: string): [string, StoredFile][] | undefined {
	try {
		const stored = JSON.parse(text) as { format_version?: unknown; files?: unknown };
		if (stored.format_version !== version) return undefined;
		if (typeof stored.files !== "object" || stored.files === null) return undefined;
		const files = Object.entries(stored.files);
		return files.every(([, file]) => isStoredFile(file)) ? files : undefined;
	} catch {
		return undefined;
	}
}

export async function writeListing(
	root: string,
	commit: string,
	files: readonly ListedFile[],
): Promise<void> {
	const byPath = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
	const stored = byPath.map(({ path, size, blobId, sha256, xetHash }): [string, StoredFile] => [
		path,
		{
			size,
			blob_id: blobId,
			...(sha256 === undefined ? {} : { lfs_sha256: sha256, lfs_size: size }),
			...(xetHash === undefined ? {} : { xet_hash: xetHash }),
		},
	]);
	const text = JSON.stringify({ format_version: version, files: Object.fromEntries(stored) }, null, 1);
	await writeWhole(listingPath(root, commit), text);
}

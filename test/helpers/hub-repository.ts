import { createHash, type Hash } from "node:crypto";

const hex = (algorithm: string, feed: (hash: Hash) => Hash): string =>
	feed(createHash(algorithm)).digest("hex");

/** git's name for contents: sha1("blob " + length + "\0" + contents). */
export const gitHash = (bytes: Uint8Array): string =>
	hex("sha1", (hash) => hash.update(`blob ${bytes.length}\0`).update(bytes));

export const sha256 = (bytes: Uint8Array): string => hex("sha256", (hash) => hash.update(bytes));

/** Weights and data files are kept by Git LFS: their hash is a sha256 and their bytes come from another host. */
const isLarge = (path: string): boolean => /\.(safetensors|bin|parquet)$/.test(path);

/** One commit of a repository on the test hub. */
export interface Commit {
	readonly id: string;
	readonly files: ReadonlyMap<string, Buffer>;
}

export const commitOf = (contents: Readonly<Record<string, string | Buffer>>): Commit => {
	const files = new Map(Object.entries(contents).map(([path, bytes]) => [path, Buffer.from(bytes)]));
	const id = hex("sha1", (hash) => {
		for (const [path, bytes] of files) hash.update(path).update(bytes);
		return hash;
	});
	return { id, files };
};

/** What the hub's /tree answers for one file. */
export interface TreeEntry {
	readonly type: "file" | "directory";
	readonly path: string;
	readonly size: number;
	readonly oid: string;
	readonly lfs?: { readonly oid: string; readonly size: number; readonly pointerSize: number };
}

function treeEntry(path: string, bytes: Buffer): TreeEntry {
	const size = bytes.length;
	if (!isLarge(path)) return { type: "file", path, size, oid: gitHash(bytes) };
	const oid = sha256(bytes);
	// git sees a pointer of three lines in the place of a large file.
	const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${size}\n`;
	const pointerSize = pointer.length;
	return { type: "file", path, size, oid: gitHash(Buffer.from(pointer)), lfs: { oid, size, pointerSize } };
}

/** Files and the folders they lie in, in the hub's order. */
export function treeOf({ id, files }: Commit): TreeEntry[] {
	const folders = new Set([...files.keys()].flatMap((path) => path.split("/").slice(0, -1).join("/") || []));
	return [
		...[...folders].map((path): TreeEntry => ({ type: "directory", path, size: 0, oid: id })),
		...[...files].map(([path, bytes]) => treeEntry(path, bytes)),
	];
}

import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { sizeOf } from "./cache-disk.ts";
import { readIfThere, readRef, repositoryFolder, snapshotFolder } from "./cache-layout.ts";
import { type ListedFile, readListing } from "./file-listing.ts";
import { asSelection, type FileSelection, type Files, unmatched } from "./file-selection.ts";
import { type HubSettings, hubSettings } from "./hub-settings.ts";
import { checkRepository, type Repository } from "./repository.ts";

/** A repository's files at one commit, on this machine. */
export interface CachedSnapshot {
	/** Holds the files under their names in the repository. */
	readonly folder: string;
	/** The commit, to be recorded with every result. */
	readonly revision: string;
}

/** What the cache knows of a repository. */
export interface LookUp {
	/** Undefined when nothing of this revision was ever downloaded. */
	readonly snapshot: CachedSnapshot | undefined;
	/** Wanted files that are not there, or patterns that nothing there matches. */
	readonly missing: readonly string[];
	/** Those of `FileSelection.optional`, which `missing` leaves out. */
	readonly missingOptional: readonly string[];
	/** True when no wanted file can have been overlooked: all are named, or the commit's list of files is known. */
	readonly certain: boolean;
}

/**
 * Finds files that were downloaded before, by editbench or by Python's tools, without network. A branch stands for the
 * commit it was resolved to then.
 *
 * @returns undefined when anything of `files` is missing; `lookUp` says what
 */
export async function locate(
	repository: Repository,
	files?: Files,
	settings: HubSettings = hubSettings(),
): Promise<CachedSnapshot | undefined> {
	const { snapshot, missing } = await lookUp(repository, files, settings);
	return missing.length === 0 ? snapshot : undefined;
}

/** Like `locate`, and says what is missing. */
export async function lookUp(
	repository: Repository,
	files?: Files,
	settings: HubSettings = hubSettings(),
): Promise<LookUp> {
	checkRepository(repository);
	const selection = files === undefined ? undefined : asSelection(files);
	const root = repositoryFolder(settings, repository);
	const revision = await readRef(root, repository);
	const folder = revision && snapshotFolder(root, revision);
	if (!revision || !folder || (await sizeOf(folder)) === undefined) {
		return { snapshot: undefined, missing: selection?.required ?? [], missingOptional: [], certain: true };
	}
	const snapshot = { folder, revision };
	if (selection === undefined) return { snapshot, missing: [], missingOptional: [], certain: false };
	const listed = await missingByListing(root, snapshot, selection);
	if (listed !== undefined) {
		const { optional = () => false } = selection;
		const missing = listed.filter((file) => !optional(file));
		return { snapshot, missing, missingOptional: listed.filter(optional), certain: true };
	}
	const named = Array.isArray(files) && !files.some((pattern) => /[*?]/.test(pattern));
	const missing = await missingByContents(folder, selection);
	return { snapshot, missing, missingOptional: [], certain: named };
}

/** @returns those files that a snapshot's folder lacks, or has with another size */
export async function absentFiles(
	folder: string,
	files: readonly ListedFile[],
): Promise<readonly ListedFile[]> {
	const sizes = await Promise.all(files.map((file) => sizeOf(path.join(folder, file.path))));
	return files.filter((file, i) => sizes[i] !== file.size);
}

async function missingByListing(
	root: string,
	{ folder, revision }: CachedSnapshot,
	selection: FileSelection,
): Promise<readonly string[] | undefined> {
	const listing = await readListing(root, revision);
	if (listing === undefined) return undefined;
	const wanted = listing.filter((file) => selection.wants(file.path));
	const absent = (await absentFiles(folder, wanted)).map((file) => file.path);
	const all = listing.map((file) => file.path);
	const named = [...absent, ...unmatched(selection, all)];
	return wanted.length === 0 && named.length === 0 ? ["every file asked for"] : named;
}

/** Where Python fetched file by file there is no listing: what is required must be there, and an index's shards. */
async function missingByContents(folder: string, selection: FileSelection): Promise<readonly string[]> {
	const entries = await readdir(folder, { recursive: true });
	const present: string[] = [];
	for (const entry of entries) {
		const found = await stat(path.join(folder, entry)).catch(() => undefined);
		if (found?.isFile()) present.push(entry.split(path.sep).join("/"));
	}
	const wanted = present.filter(selection.wants);
	const missing = [...unmatched(selection, present)];
	for (const index of wanted.filter((name) => name.endsWith(".safetensors.index.json"))) {
		const shards = await shardsOf(folder, index);
		// An index that cannot be read is as good as none.
		if (shards === undefined) missing.push(index);
		else missing.push(...shards.filter((shard) => selection.wants(shard) && !present.includes(shard)));
	}
	return wanted.length === 0 && missing.length === 0 ? ["every file asked for"] : missing;
}

/** A sharded checkpoint's index maps each weight to the file that holds it. */
async function shardsOf(folder: string, index: string): Promise<string[] | undefined> {
	try {
		const text = (await readIfThere(path.join(folder, index))) ?? "";
		const { weight_map: files } = JSON.parse(text) as { weight_map: Record<string, string> };
		return [...new Set(Object.values(files))].map((file) => path.posix.join(path.posix.dirname(index), file));
	} catch {
		return undefined;
	}
}

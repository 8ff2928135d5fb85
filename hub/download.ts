import { mkdir } from "node:fs/promises";
import path from "node:path";
import { UserError } from "#core/errors";
import { checkSpace, sizeOf, writingTo } from "./cache-disk.ts";
import { blobPath, linkBlob, repositoryFolder, snapshotFolder, writeRef } from "./cache-layout.ts";
import { eachInParallel } from "./each-in-parallel.ts";
import { fetchBlob } from "./fetch-blob.ts";
import { blobName, type ListedFile, readListing, writeListing } from "./file-listing.ts";
import type { Files } from "./file-selection.ts";
import { listRepository, resolveCommit } from "./hub-api.ts";
import type { HubContext } from "./hub-get.ts";
import { defaultLimits, type HubLimits } from "./hub-limits.ts";
import { type HubSettings, hubSettings } from "./hub-settings.ts";
import { absentFiles, type CachedSnapshot, lookUp } from "./locate.ts";
import { describeRepository, isCommit, type Repository, revisionOf } from "./repository.ts";
import { wantedFiles } from "./wanted-files.ts";

/** How far a download has come, in bytes. */
export interface Progress {
	readonly file: string;
	readonly received: number;
	readonly size: number;
	/** Of all files that this call fetches. */
	readonly totalReceived: number;
	readonly totalSize: number;
}

/** What to download. */
export interface DownloadRequest extends Repository {
	readonly files: Files;
	/** Asks the hub again what a branch stands for, though an earlier answer and its files are here. */
	readonly refresh?: boolean | undefined;
	/** Called after each chunk: draw less often than that. */
	readonly onProgress?: ((progress: Progress) => void) | undefined;
	/** Stops the download; what has arrived is kept. */
	readonly signal?: AbortSignal | undefined;
}

/**
 * Brings files of a repository into the cache, each checked against the hash the hub lists. Files that are there are
 * not fetched again, and when all are there the hub is not even asked.
 *
 * @returns their folder, and the commit that the revision was resolved to
 * @throws UserError for whatever the network, the hub, the request or the disk does not allow
 */
export async function download(
	request: DownloadRequest,
	{ settings = hubSettings(), limits = {} }: { settings?: HubSettings; limits?: Partial<HubLimits> } = {},
): Promise<CachedSnapshot> {
	const { snapshot, missing, missingOptional, certain } = await lookUp(request, request.files, settings);
	if (snapshot && missing.length === 0) {
		const hasAll = certain && missingOptional.length === 0 && !request.refresh;
		if (settings.offline || hasAll) return snapshot;
	}
	if (settings.offline) throw notHere(request, missing, settings);
	const context = { settings, limits: { ...defaultLimits, ...limits }, signal: request.signal };
	return writingTo(settings.cache, () => fetchSnapshot(request, context));
}

function notHere(request: Repository, missing: readonly string[], { cache }: HubSettings): UserError {
	const files = missing.length === 0 ? "" : `, lacking ${missing.slice(0, 5).join(", ")}`;
	return new UserError(
		`${describeRepository(request)} is not in ${cache}${files}, and HF_HUB_OFFLINE forbids to download it`,
		{ hint: "Unset HF_HUB_OFFLINE, or download it on another machine and copy its folder into this cache." },
	);
}

async function fetchSnapshot(request: DownloadRequest, context: HubContext): Promise<CachedSnapshot> {
	const { settings, limits } = context;
	const root = repositoryFolder(settings, request);
	const revision = revisionOf(request);
	const commit = isCommit(revision) ? revision : await resolveCommit(request, context);
	const listing = await listingOf(request, commit, root, context);
	const wanted = wantedFiles(request, request.files, listing);
	const folder = snapshotFolder(root, commit);
	await mkdir(path.join(root, "blobs"), { recursive: true });
	await mkdir(folder, { recursive: true });
	const absent = await absentFiles(folder, wanted);
	const report = await announce(request, absent, root);
	await eachInParallel(absent, { ...limits, signal: context.signal }, async (file, signal) => {
		const onBytes = (received: number): void => report(file, received);
		const blob = await fetchBlob(
			{ repository: request, commit, file, root, onBytes },
			{ ...context, signal },
		);
		await linkBlob(blob, path.join(folder, file.path), settings);
	});
	// Last, so that a branch never points to a commit of which only part is here.
	await writeRef(root, request, commit);
	return { folder, revision: commit };
}

async function listingOf(
	request: Repository,
	commit: string,
	root: string,
	context: HubContext,
): Promise<readonly ListedFile[]> {
	const known = await readListing(root, commit);
	if (known) return known;
	const listing = await listRepository(request, commit, context);
	await writeListing(root, commit, listing);
	return listing;
}

/** Checks that what is to be fetched has room. @returns the function that reports progress */
async function announce({ onProgress }: DownloadRequest, absent: readonly ListedFile[], root: string) {
	const sizes = await Promise.all(absent.map((file) => sizeOf(blobPath(root, blobName(file)))));
	const fetched = absent.filter((file, i) => sizes[i] !== file.size);
	const totalSize = fetched.reduce((sum, file) => sum + file.size, 0);
	await checkSpace(totalSize, root);
	const received = new Map(fetched.map((file) => [file.path, 0]));
	return (file: ListedFile, bytes: number): void => {
		// A blob that another snapshot brought is only linked.
		if (!received.has(file.path)) return;
		received.set(file.path, bytes);
		const totalReceived = [...received.values()].reduce((sum, count) => sum + count, 0);
		onProgress?.({ file: file.path, received: bytes, size: file.size, totalReceived, totalSize });
	};
}

import { rename, truncate } from "node:fs/promises";
import { UserError } from "#core/errors";
import { sizeOf } from "./cache-disk.ts";
import { blobPath } from "./cache-layout.ts";
import { type Claim, claimPartial, sweepPartials } from "./claim-partial.ts";
import { contentHash } from "./content-hash.ts";
import { WrongBytes } from "./failures.ts";
import { blobName, type ListedFile } from "./file-listing.ts";
import type { HubContext } from "./hub-get.ts";
import { refusal } from "./refusal.ts";
import { describeRepository, type Repository } from "./repository.ts";
import { transfer } from "./transfer.ts";

/** One file of one commit of a repository. */
export interface BlobRequest {
	readonly repository: Repository;
	readonly commit: string;
	readonly file: ListedFile;
	/** The repository's folder in the cache. */
	readonly root: string;
	readonly onBytes: (received: number) => void;
}

/** `https://huggingface.co/datasets/owner/name/resolve/<commit>/<path>`; models have no prefix. */
function resolveUrl({ repository: { kind, repo }, commit, file }: BlobRequest, endpoint: string): string {
	const path = file.path.split("/").map(encodeURIComponent).join("/");
	return `${endpoint}/${kind === "dataset" ? "datasets/" : ""}${repo}/resolve/${commit}/${path}`;
}

/** Times that a file may be taken away in the middle: more often, somebody empties the folder again and again. */
const MOST_LOSSES = 20;

/** Brings a file's contents into blobs/, complete and checked, whoever downloads them. @returns the blob's path */
export async function fetchBlob(request: BlobRequest, context: HubContext): Promise<string> {
	const blob = blobPath(request.root, blobName(request.file));
	const isDone = async (): Promise<boolean> => (await sizeOf(blob)) === request.file.size;
	const { abandonedMs } = context.limits;
	for (let losses = 0; ; losses++) {
		const claim = await claimPartial(blob, isDone, { abandonedMs, signal: context.signal });
		if (claim === undefined) break;
		try {
			await fill(claim, request, context);
			await rename(claim.file, blob);
			await sweepPartials(blob, abandonedMs);
			break;
		} catch (error) {
			// Taken over while this process slept: the other one goes on, and this one waits for it.
			const isLost = claim.lost.aborted || (error as NodeJS.ErrnoException).code === "ENOENT";
			if (!isLost || losses === MOST_LOSSES) throw await explain(error, request, context);
		} finally {
			await claim.release();
		}
	}
	request.onBytes(request.file.size);
	return blob;
}

/** Completes the claimed file and checks it. Wrong contents are thrown away, and get one more chance as a whole. */
async function fill({ file, lost }: Claim, request: BlobRequest, context: HubContext): Promise<void> {
	const signal = context.signal ? AbortSignal.any([context.signal, lost]) : lost;
	const url = resolveUrl(request, context.settings.endpoint);
	const task = { url, file, size: request.file.size, onBytes: request.onBytes };
	for (const isLastChance of [false, true]) {
		try {
			await transfer(task, { ...context, signal });
			await checkContents(file, request.file);
			return;
		} catch (error) {
			if (!(error instanceof WrongBytes)) throw error;
			await truncate(file, 0);
			if (isLastChance) throw error;
		}
	}
}

async function checkContents(path: string, file: ListedFile): Promise<void> {
	const got = await contentHash(path, file);
	const want = blobName(file);
	if (got !== want) throw new WrongBytes(`${file.sha256 ? "sha256" : "git sha1"} ${got}, want ${want}`);
}

async function explain(
	error: unknown,
	{ repository, file }: BlobRequest,
	context: HubContext,
): Promise<unknown> {
	if (error instanceof WrongBytes) {
		return new UserError(
			`'${file.path}' of ${describeRepository(repository)} arrived with wrong contents: ${error.message}`,
			{
				hint:
					"It arrived so twice and was not kept. Something between here and " +
					`${context.settings.endpoint} alters files: try another network or, in HF_ENDPOINT, another mirror.`,
				cause: error,
			},
		);
	}
	return refusal(error, { repository, context, file: file.path });
}

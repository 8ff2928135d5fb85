import { randomUUID } from "node:crypto";
import { copyFile, mkdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import type { HubSettings } from "./hub-settings.ts";
import { isCommit, type Repository, revisionOf } from "./repository.ts";

/**
 * The Hugging Face cache, as Python's tools lay it out:
 *
 *     models--owner--name/
 *       refs/main                     the commit that `main` was resolved to
 *       blobs/<hash>                  contents: sha256 of a large file, git's sha1 of a small one
 *       snapshots/<commit>/<path>     relative links into blobs/
 *       trees/<commit>.json           the commit's list of files
 */
export const repositoryFolder = ({ cache }: Pick<HubSettings, "cache">, { kind, repo }: Repository): string =>
	path.join(cache, [`${kind}s`, ...repo.split("/")].join("--"));

export const snapshotFolder = (root: string, commit: string): string => path.join(root, "snapshots", commit);

export const blobPath = (root: string, hash: string): string => path.join(root, "blobs", hash);

/** Contents of a file, or undefined where there is none. */
export async function readIfThere(file: string): Promise<string | undefined> {
	try {
		return await readFile(file, "utf8");
	} catch (error) {
		// ENOTDIR: a branch `a/b` is asked for where `a` is itself a branch.
		const { code } = error as NodeJS.ErrnoException;
		if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return undefined;
		throw error;
	}
}

/** Under a temporary name first, so that another process reads all of the old text or all of the new. */
export async function writeWhole(file: string, text: string): Promise<void> {
	await mkdir(path.dirname(file), { recursive: true });
	const temporary = `${file}.${randomUUID().slice(0, 8)}.tmp`;
	await writeFile(temporary, text);
	await rename(temporary, file);
}

/** @returns the commit a revision stood for when it was last resolved, if it ever was */
export async function readRef(root: string, repository: Repository): Promise<string | undefined> {
	const revision = revisionOf(repository);
	if (isCommit(revision)) return revision;
	const commit = (await readIfThere(path.join(root, "refs", revision)))?.trim();
	return commit !== undefined && isCommit(commit) ? commit : undefined;
}

export async function writeRef(root: string, repository: Repository, commit: string): Promise<void> {
	if (revisionOf(repository) === commit || (await readRef(root, repository)) === commit) return;
	await writeWhole(path.join(root, "refs", revisionOf(repository)), commit);
}

/** Puts a blob at its place in a snapshot; relative, so that the cache may be moved. */
export async function linkBlob(
	blob: string,
	file: string,
	{ symlinks }: Pick<HubSettings, "symlinks">,
): Promise<void> {
	await mkdir(path.dirname(file), { recursive: true });
	const temporary = `${file}.${randomUUID().slice(0, 8)}.tmp`;
	try {
		if (symlinks) await symlink(path.relative(path.dirname(file), blob), temporary);
		else await copyFile(blob, temporary);
		// A rename replaces what a second process, or an earlier broken link, left there.
		await rename(temporary, file);
	} catch (error) {
		await rm(temporary, { force: true });
		// Windows without developer mode, and some network file systems, know no links.
		const { code } = error as NodeJS.ErrnoException;
		if (!symlinks || !["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"].includes(code ?? "")) throw error;
		await linkBlob(blob, file, { symlinks: false });
	}
}

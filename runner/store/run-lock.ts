import { closeSync, existsSync, fstatSync, openSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { UserError } from "#core/errors";
import { diskError } from "./disk-error.ts";
import { type HeldLock, type RunLock, tryLock } from "./lock-file.ts";
import { leadsTo } from "./same-file.ts";

/** The right to write to a run's folder. */
export interface FolderLock extends RunLock {
	/** @throws UserError where the folder is no longer the one that was locked, or the lock was taken away */
	check(): void;
}

/**
 * Makes sure that one process at a time writes to a run's folder. The lock of a process that ended without releasing
 * it is taken over.
 *
 * @throws UserError where another process holds it, or the folder cannot be made or locked
 */
export async function acquireLock(path: string): Promise<FolderLock> {
	const folder = dirname(path);
	try {
		await mkdir(folder, { recursive: true });
	} catch (error) {
		throw diskError(error, `Cannot make the folder ${folder}`, "Name another one with --out.");
	}
	const lock = await tryLock(path);
	if ("release" in lock) return watched(path, lock);
	throw refusal(path, lock);
}

/** Held open, so that no other file ever has its number. */
function watched(path: string, lock: RunLock): FolderLock {
	const file = openSync(path, "r");
	const own = fstatSync(file, { bigint: true });
	return {
		check() {
			if (leadsTo(path, own)) return;
			const state = existsSync(path) ? "another one" : "gone";
			throw new UserError(
				`${dirname(path)} was moved, removed or replaced while the run wrote to it: its lock is ${state}`,
				{
					hint: "Leave a run's folder alone while it runs. Run the same command again: it goes on from what lies in the folder then.",
				},
			);
		},
		async release() {
			closeSync(file);
			await lock.release();
		},
	};
}

function refusal(path: string, { holder, alive, own }: HeldLock): UserError {
	if (alive === undefined) {
		const isHere = holder.host === hostname();
		const where = isHere ? `in another container on ${holder.host}` : `on ${holder.host}`;
		return new UserError(`${dirname(path)} is locked by process ${holder.pid} ${where}`, {
			hint: `Only that ${isHere ? "container" : "machine"} can tell whether it still runs. If it does not, delete ${path}.`,
		});
	}
	const who = own ? "this process" : `process ${holder.pid}`;
	return new UserError(`Another run writes to ${dirname(path)} (${who})`, {
		hint: "Wait until it has ended, or give this one its own folder with --out.",
	});
}

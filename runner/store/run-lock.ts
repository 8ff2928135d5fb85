import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { UserError } from "#core/errors";
import { type HeldLock, type RunLock, tryLock } from "./lock-file.ts";

/**
 * Makes sure that one process at a time writes to a run's folder. The lock of a process that ended without releasing
 * it is taken over.
 *
 * @throws UserError where another process holds it
 */
export async function acquireLock(path: string): Promise<RunLock> {
	await mkdir(dirname(path), { recursive: true });
	const lock = await tryLock(path);
	if ("release" in lock) return lock;
	throw refusal(path, lock);
}

function refusal(path: string, { holder, alive, own }: HeldLock): UserError {
	if (alive === undefined) {
		return new UserError(`${dirname(path)} is locked by process ${holder.pid} on ${holder.host}`, {
			hint: `Only that machine can tell whether it still runs. If it does not, delete ${path}.`,
		});
	}
	const who = own ? "this process" : `process ${holder.pid}`;
	return new UserError(`Another run writes to ${dirname(path)} (${who})`, {
		hint: "Wait until it has ended, or give this one its own folder with --out.",
	});
}

import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { UserError } from "#core/errors";
import { isAlive, markOf, type ProcessMark } from "./process-mark.ts";

export interface RunLock {
	release(): Promise<void>;
}

/**
 * Makes sure that one process at a time writes to a run's folder. The lock of a process that ended without releasing
 * it is taken over.
 *
 * @throws UserError where another process holds it
 */
export async function acquireLock(path: string): Promise<RunLock> {
	await mkdir(dirname(path), { recursive: true });
	const mine = JSON.stringify(markOf(process.pid));
	while (!(await create(path, mine))) {
		const found = await readFile(path, "utf8").catch(() => undefined);
		if (found === undefined) continue;
		refuseIfHeld(path, found, mine);
		await remove(path, found);
	}
	return { release: () => remove(path, mine) };
}

/** By linking to a file that is filled already: nobody ever sees a lock without its holder. */
async function create(path: string, mine: string): Promise<boolean> {
	const draft = `${path}.${process.pid}.new`;
	await writeFile(draft, mine);
	try {
		await link(draft, path);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
		throw error;
	} finally {
		await rm(draft, { force: true });
	}
}

function refuseIfHeld(path: string, found: string, mine: string): void {
	const holder = parse(found);
	if (holder === undefined) return;
	const alive = isAlive(holder);
	if (alive === false) return;
	if (alive === undefined) {
		throw new UserError(`${dirname(path)} is locked by process ${holder.pid} on ${holder.host}`, {
			hint: `Only that machine can tell whether it still runs. If it does not, delete ${path}.`,
		});
	}
	const who = found === mine ? "this process" : `process ${holder.pid}`;
	throw new UserError(`Another run writes to ${dirname(path)} (${who})`, {
		hint: "Wait until it has ended, or give this one its own folder with --out.",
	});
}

function parse(text: string): ProcessMark | undefined {
	try {
		const { host, pid, began } = JSON.parse(text);
		return typeof host === "string" && Number.isInteger(pid)
			? { host, pid, ...(began && { began }) }
			: undefined;
	} catch {
		return undefined;
	}
}

/** Removes the lock if it still is the one seen: between looking and removing, another process may have taken it over. */
async function remove(path: string, seen: string): Promise<void> {
	const aside = `${path}.${process.pid}`;
	const moved = await rename(path, aside).then(
		() => true,
		() => false,
	);
	if (!moved) return;
	const contents = await readFile(aside, "utf8").catch(() => seen);
	if (contents === seen) await rm(aside, { force: true });
	else await rename(aside, path);
}

import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { isAlive, markOf, type ProcessMark } from "./process-mark.ts";

export interface RunLock {
	release(): Promise<void>;
}

/** Someone else's lock. */
export interface HeldLock {
	readonly holder: ProcessMark;
	/** Undefined where its machine is another one, which alone can tell. */
	readonly alive: true | undefined;
	/** Whether the holder is this very process. */
	readonly own: boolean;
	/** Takes it away from its holder. */
	breakIt(): Promise<void>;
}

/**
 * Takes a lock: a file that one process at a time can make. The lock of a process that ended without releasing it is
 * taken over. The folder must exist.
 */
export async function tryLock(path: string): Promise<RunLock | HeldLock> {
	const mine = JSON.stringify(markOf(process.pid));
	while (!(await create(path, mine))) {
		const found = await readFile(path, "utf8").catch(() => undefined);
		if (found === undefined) continue;
		const holder = parse(found);
		const alive = holder === undefined ? false : isAlive(holder);
		if (holder !== undefined && alive !== false) {
			return { holder, alive, own: found === mine, breakIt: () => remove(path, found) };
		}
		await remove(path, found);
	}
	return { release: () => remove(path, mine) };
}

/** By linking to a file that is filled already: nobody ever sees a lock without its holder. */
async function create(path: string, mine: string): Promise<boolean> {
	const draft = `${path}.${process.pid}.${randomUUID().slice(0, 8)}.new`;
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

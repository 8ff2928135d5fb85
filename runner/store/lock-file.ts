import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { UserError } from "#core/errors";
import { diskError } from "./disk-error.ts";
import { isAlive, markOf, type ProcessMark } from "./process-mark.ts";
import { DELETE_HINT, parseLock, readLock } from "./read-lock.ts";

export interface RunLock {
	release(): Promise<void>;
}

/** Someone else's lock. */
export interface HeldLock {
	readonly holder: ProcessMark;
	/** Undefined where its machine, or container, is another one, which alone can tell. */
	readonly alive: true | undefined;
	/** Whether the holder is this very process. */
	readonly own: boolean;
	/** Takes it away from its holder. */
	breakIt(): Promise<void>;
}

/** More than as many processes can take a lock over in a row as one will ever start. */
const TRIES = 200;

/**
 * Takes a lock: a file that one process at a time can make. The lock of a process that ended without releasing it is
 * taken over. The folder must exist.
 *
 * @throws UserError where what lies there is no lock, or the disk does not allow to read, make or remove one
 */
export async function tryLock(path: string): Promise<RunLock | HeldLock> {
	const mine = JSON.stringify(markOf(process.pid));
	for (let tries = 0; tries < TRIES; tries++) {
		if (await create(path, mine)) return { release: () => remove(path, mine) };
		const found = await readLock(path);
		// Released since.
		if (found === undefined) continue;
		const holder = parseLock(found, path);
		const alive = holder === undefined ? false : isAlive(holder);
		if (holder !== undefined && alive !== false) {
			return { holder, alive, own: found === mine, breakIt: () => remove(path, found) };
		}
		await remove(path, found);
	}
	throw new UserError(`${path} could not be taken: it appeared and disappeared ${TRIES} times`, {
		hint: "Other processes start and end in this folder all the time. Stop them, or work in another folder.",
	});
}

/** By linking to a file that is filled already: nobody ever sees a lock without its holder. */
async function create(path: string, mine: string): Promise<boolean> {
	const draft = asideOf(path, "new");
	try {
		await writeFile(draft, mine);
		await link(draft, path);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
		const hint = "Mend the folder or the disk, which must allow hard links, or work in another folder.";
		throw diskError(error, `Cannot make the lock ${path}`, hint);
	} finally {
		await rm(draft, { force: true }).catch(() => undefined);
	}
}

/** Removes the lock if it still is the one seen: between looking and removing, another process may have taken it over. */
async function remove(path: string, seen: string): Promise<void> {
	const aside = asideOf(path, "old");
	try {
		await rename(path, aside);
		const contents = await readFile(aside, "utf8").catch(() => undefined);
		if (contents === seen) await rm(aside, { force: true });
		else await rename(aside, path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
		throw diskError(error, `Cannot remove the lock ${path}, whose process has ended`, DELETE_HINT);
	}
}

const asideOf = (path: string, kind: string) => `${path}.${process.pid}.${randomUUID().slice(0, 8)}.${kind}`;

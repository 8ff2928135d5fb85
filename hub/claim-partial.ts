import { randomUUID } from "node:crypto";
import { readlinkSync } from "node:fs";
import { open, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** A partial file that no other process writes to as long as the claim is kept. */
export interface Claim {
	readonly file: string;
	/** Aborted when another process took the file over, believing this one dead. */
	readonly lost: AbortSignal;
	/** Leaves the bytes to whoever comes next; does nothing when the file became the blob. */
	release(): Promise<void>;
}

interface Partial {
	readonly file: string;
	readonly size: number;
	readonly isFree: boolean;
}

/** Containers of one machine may share its name and a cache, and each has a process 1. */
function numberSpace(): string {
	try {
		return readlinkSync("/proc/self/ns/pid").replace(/\D/g, "");
	} catch {
		return "";
	}
}

/** In the name of a partial file: who writes it. */
const owner = `${hostname().replace(/\W/g, "_").slice(0, 60)}_${numberSpace()}-${process.pid}`;

/** What this process itself is writing, since its own number cannot tell it. */
const written = new Set<string>();

const ownerless = (blob: string): string => `${blob}.editbench.incomplete`;

/**
 * Takes the exclusive right to download a blob. There is no lock to break or to forget: each process writes its own
 * `<blob>.editbench-<host>-<process>-<random>.incomplete`, takes over the bytes of a dead one by renaming its file
 * (only one rename can succeed), and waits while a living one is at work. A process lives as long as it exists on this
 * machine or, on another one that shares the folder, touches its file.
 *
 * @param isDone true once the blob is there
 * @returns undefined when the blob is there, by another process's work
 */
export async function claimPartial(
	blob: string,
	isDone: () => Promise<boolean>,
	{ abandonedMs, signal }: { abandonedMs: number; signal?: AbortSignal | undefined },
): Promise<Claim | undefined> {
	while (!(await isDone())) {
		signal?.throwIfAborted();
		const partials = await partialsOf(blob, abandonedMs);
		const file = `${blob}.editbench-${owner}-${randomUUID().slice(0, 8)}.incomplete`;
		if (partials.every(({ isFree }) => isFree) && (await take(file, partials))) {
			const alone = (await partialsOf(blob, abandonedMs)).every((p) => p.file === file || p.isFree);
			if (alone && !(await isDone())) return keep(file, blob, abandonedMs);
			// Two began in the same instant: both step back, and wait for different times.
			await giveBack(file, blob);
		}
		await wait(50 + Math.random() * 150);
	}
	return undefined;
}

/** Removes what dead processes left of a blob that is now complete. */
export async function sweepPartials(blob: string, abandonedMs: number): Promise<void> {
	for (const { file, isFree } of await partialsOf(blob, abandonedMs)) {
		if (isFree) await rm(file, { force: true });
	}
}

async function partialsOf(blob: string, abandonedMs: number): Promise<Partial[]> {
	const folder = path.dirname(blob);
	const prefix = `${path.basename(blob)}.editbench`;
	const names = (await readdir(folder)).filter(
		(name) => name.startsWith(prefix) && name.endsWith(".incomplete"),
	);
	const partials: Partial[] = [];
	for (const name of names) {
		const file = path.join(folder, name);
		// Between listing and looking, its owner may have finished.
		const found = await stat(file).catch(() => undefined);
		if (!found?.isFile()) continue;
		const isFree = file === ownerless(blob) || isAbandoned(file, found.mtimeMs, abandonedMs);
		partials.push({ file, size: found.size, isFree });
	}
	return partials;
}

function isAbandoned(file: string, touched: number, abandonedMs: number): boolean {
	// Counts for this machine too: the number of a dead process may have been given to another program.
	// A time to come says no more than one long past: it would be waited for without end.
	if (Math.abs(Date.now() - touched) > abandonedMs) return true;
	const [, host, pid] = /\.editbench-(\w+)-(\d+)-\w+\.incomplete$/.exec(file) ?? [];
	if (`${host}-${pid}` === owner) return !written.has(file);
	return owner.startsWith(`${host}-`) && !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// EPERM: it lives, and belongs to someone else.
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}

/** Makes `file` ours: the longest of the free partials under a new name, or an empty one. */
async function take(file: string, partials: readonly Partial[]): Promise<boolean> {
	const [longest] = [...partials].sort((a, b) => b.size - a.size);
	written.add(file);
	try {
		if (longest) {
			await rename(longest.file, file);
			await touch(file);
		} else {
			await (await open(file, "wx")).close();
		}
		return true;
	} catch (error) {
		written.delete(file);
		// Another process was quicker.
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
		throw error;
	}
}

const touch = (file: string): Promise<void> => utimes(file, new Date(), new Date());

function keep(file: string, blob: string, abandonedMs: number): Claim {
	const lost = new AbortController();
	const beat = (): Promise<void> =>
		touch(file).catch((error: NodeJS.ErrnoException) => {
			if (error.code === "ENOENT" && written.has(file)) lost.abort();
		});
	const heart = setInterval(() => void beat(), abandonedMs / 10);
	heart.unref();
	const release = async (): Promise<void> => {
		clearInterval(heart);
		await giveBack(file, blob);
	};
	return { file, lost: lost.signal, release };
}

async function giveBack(file: string, blob: string): Promise<void> {
	written.delete(file);
	const found = await stat(file).catch(() => undefined);
	if (!found) return;
	if (found.size === 0) await rm(file, { force: true });
	else await rename(file, ownerless(blob));
}

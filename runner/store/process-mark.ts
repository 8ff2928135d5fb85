import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/** Tells one process from all others, also from a later one with the same number. */
export interface ProcessMark {
	readonly host: string;
	readonly pid: number;
	/** When it began, in the system's own measure; absent where that is not known. */
	readonly began?: string;
}

export function markOf(pid: number): ProcessMark {
	const began = beganAt(pid);
	return { host: hostname(), pid, ...(began !== undefined && { began }) };
}

/** @returns undefined where it cannot be known, because the process was on another machine */
export function isAlive({ host, pid, began }: ProcessMark): boolean | undefined {
	if (host !== hostname()) return undefined;
	if (!exists(pid)) return false;
	const now = beganAt(pid);
	return began === undefined || now === undefined || began === now;
}

function exists(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}

/** Linux: boot, and clock ticks from there to the start (field 22 of /proc/…/stat; the name in field 2 may hold blanks). */
function beganAt(pid: number): string | undefined {
	try {
		const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
		const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
		const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
		// A zombie holds nothing any more.
		return fields[0] === "Z" ? "ended" : `${boot} ${fields[19]}`;
	} catch {
		return undefined;
	}
}

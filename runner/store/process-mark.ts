import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Tells one process from all others, also from a later one with the same number. */
export interface ProcessMark {
	readonly host: string;
	readonly pid: number;
	/** In which numbers of processes have a meaning: a container has its own. Absent where there is no such thing. */
	readonly space?: string;
	/** When it began, in the system's own measure; absent where that is not known. */
	readonly began?: string;
}

export function markOf(pid: number): ProcessMark {
	const [space, began] = [spaceOf(pid), beganAt(pid)];
	return {
		host: hostname(),
		pid,
		...(space !== undefined && { space }),
		...(began !== undefined && { began }),
	};
}

/** @returns undefined where it cannot be known, because the process was on another machine or in another container */
export function isAlive({ host, pid, space, began }: ProcessMark): boolean | undefined {
	if (host !== hostname()) return undefined;
	const here = spaceOf(process.pid);
	if (space !== undefined && here !== undefined && space !== here)
		return isOfThisBoot(began) ? undefined : false;
	if (!exists(pid)) return false;
	const now = beganAt(pid);
	return began === undefined || now === undefined || began === now;
}

/** Linux: the namespace of process numbers. */
function spaceOf(pid: number): string | undefined {
	try {
		return readlinkSync(`/proc/${pid}/ns/pid`);
	} catch {
		return undefined;
	}
}

/** Nothing that began before the system did is alive. */
function isOfThisBoot(began: string | undefined): boolean {
	const now = beganAt(process.pid);
	return began === undefined || now === undefined || began.split(" ")[0] === now.split(" ")[0];
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

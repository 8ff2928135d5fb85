import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { PlanOptions, RunEvent } from "#runner/index";

/** A runner in a process of its own. */
export interface ChildRun {
	readonly process: ChildProcess;
	/** Reads events up to one that fits, which it returns. */
	until(fits: (event: RunEvent) => boolean): Promise<RunEvent>;
	/** @returns exit code, or the signal that ended it */
	ended(): Promise<number | string>;
}

export function startRun(file: string, out: string, options: PlanOptions = {}): ChildRun {
	const script = fileURLToPath(new URL("run-in-child.ts", import.meta.url));
	const loader = ["--conditions=source", "--import", import.meta.resolve("#read-typescript")];
	const child = spawn(process.execPath, [...loader, script, file, JSON.stringify({ ...options, out })], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	const exit = once(child, "exit");
	return {
		process: child,
		async until(fits) {
			for (;;) {
				const { value, done } = await lines.next();
				if (done) throw new Error("The run ended before the event that was waited for");
				const event = JSON.parse(value) as RunEvent;
				if (fits(event)) return event;
			}
		},
		async ended() {
			const [code, signal] = await exit;
			return signal ?? code;
		},
	};
}

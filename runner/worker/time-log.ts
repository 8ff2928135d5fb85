import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { measureTime, type SpentTimes, spentTimes } from "#engine/spent-time";

/** Names the folder in which workers write where their time went; nothing is measured unless it is set. */
export const PROFILE_FOLDER = "EDITBENCH_PROFILE";

/** Where the time of one worker went, in seconds; a file of its own. */
export interface WorkerTimes {
	/** From the start of the process until the model was loaded; the first worker's loading counts for those that wait for it. */
	readonly start: number;
	/** All orders together, the parts below included. */
	readonly orders: number;
	readonly parts: SpentTimes;
}

interface TimeLog {
	/** The end of the start. @returns what is awaited, when its time is counted */
	readonly start: <T>(started: Promise<T>) => Promise<T>;
	/** The same, and writes the file anew: a worker may be stopped at any time. */
	readonly order: <T>(done: Promise<T>) => Promise<T>;
}

/** Counts the time of this process, where `PROFILE_FOLDER` is set. */
export function timeLog(): TimeLog {
	const folder = process.env[PROFILE_FOLDER];
	if (!folder) return { start: (started) => started, order: (done) => done };
	let [start, orders] = [0, 0];
	return {
		async start(started) {
			const reply = await started;
			start = performance.now() / 1000;
			measureTime();
			return reply;
		},
		async order(done) {
			const began = performance.now();
			const reply = await done;
			orders += (performance.now() - began) / 1000;
			const times: WorkerTimes = { start, orders, parts: spentTimes() };
			writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(times));
			return reply;
		},
	};
}

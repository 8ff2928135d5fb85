import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SpentTime, SpentTimes, TimedPart } from "#engine/spent-time";
import { PROFILE_FOLDER, type WorkerTimes } from "./worker/time-log.ts";

/** Where the time of a run went, in seconds. But for `wall`, times are sums over the workers. */
export interface RunProfile {
	readonly wall: number;
	/** Processes that computed, those included that took the place of others. */
	readonly workers: number;
	/** Inside ONNX Runtime and Adam's loop; no other engine tells. */
	readonly kernels: SpentTime;
	/** Making kernels: compiling graphs. */
	readonly compilation: SpentTime;
	readonly tokenisation: SpentTime;
	/** Choice of the next token. */
	readonly sampling: SpentTime;
	/** The rest of the workers' orders: editors, autodiff, metrics, collecting garbage. */
	readonly other: number;
	/** Starting processes, loading models. */
	readonly start: number;
	/** Workers waited: for the runner, its files, or each other's end. */
	readonly harness: number;
}

/**
 * Does what runs an experiment, and has its workers count their time.
 *
 * @param workers at work at once
 */
export async function profiled<T>(
	workers: number,
	run: () => Promise<T>,
): Promise<{ readonly result: T; readonly profile: RunProfile }> {
	const folder = await mkdtemp(join(tmpdir(), "editbench-profile-"));
	process.env[PROFILE_FOLDER] = folder;
	const began = performance.now();
	try {
		const result = await run();
		const wall = (performance.now() - began) / 1000;
		return { result, profile: toProfile(await readTimes(folder), wall, workers) };
	} finally {
		delete process.env[PROFILE_FOLDER];
		await rm(folder, { recursive: true, force: true });
	}
}

async function readTimes(folder: string): Promise<WorkerTimes[]> {
	const files = await readdir(folder);
	return Promise.all(
		files.map(async (file) => JSON.parse(await readFile(join(folder, file), "utf8")) as WorkerTimes),
	);
}

/** @param times one a process @param wall in seconds @param workers at work at once */
export function toProfile(times: readonly WorkerTimes[], wall: number, workers: number): RunProfile {
	const sum = (of: (one: WorkerTimes) => number) => times.reduce((total, one) => total + of(one), 0);
	const part = (name: TimedPart) => added(times.map(({ parts }) => parts[name]));
	const parts = {
		kernels: part("kernels"),
		compilation: part("compilation"),
		tokenisation: part("tokenisation"),
		sampling: part("sampling"),
	};
	const [start, orders] = [sum((one) => one.start), sum((one) => one.orders)];
	const known = Object.values(parts).reduce((total, { seconds }) => total + seconds, 0);
	return {
		wall,
		workers: times.length,
		...parts,
		other: Math.max(0, orders - known),
		start,
		harness: Math.max(0, wall * workers - start - orders),
	};
}

const nothing: SpentTime = { seconds: 0, calls: 0, by: {} };

function added(all: readonly SpentTimes[TimedPart][]): SpentTime {
	return all.reduce<SpentTime>((sum, one = nothing) => {
		const by = { ...sum.by };
		for (const [what, { seconds, calls }] of Object.entries(one.by)) {
			const before = by[what] ?? nothing;
			by[what] = { seconds: before.seconds + seconds, calls: before.calls + calls };
		}
		return { seconds: sum.seconds + one.seconds, calls: sum.calls + one.calls, by };
	}, nothing);
}

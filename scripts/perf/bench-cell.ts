import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { RunProfile } from "#runner/index";

const [bench, experiment] = ["../../bin/bench.js", "./cell-experiment.ts"].map((path) =>
	fileURLToPath(new URL(path, import.meta.url)),
) as [string, string];

/** A cell, as people run it. */
export interface CellRun {
	readonly modelFolder: string;
	readonly dataFolder: string;
	/** Folder of the run. */
	readonly out: string;
	/** Name of the editor. @default "ice" */
	readonly editor?: string;
	readonly records: number;
	/** Of each worker. */
	readonly threads: number;
	/** Further options of `bench run`, such as `--workers 2`. */
	readonly options?: readonly string[];
}

/** What a command printed, and how it ended. */
export interface Ended {
	readonly code: number | null;
	readonly out: string;
	readonly err: string;
}

/** Runs `bench` in a process of its own. */
export function runBench(
	args: readonly string[],
	env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
	const child = spawn(process.execPath, [bench, ...args], {
		env: { ...process.env, ...env },
		stdio: ["ignore", "pipe", "pipe"],
	});
	let [out, err] = ["", ""];
	child.stdout.setEncoding("utf8").on("data", (text) => {
		out += text;
	});
	child.stderr.setEncoding("utf8").on("data", (text) => {
		err += text;
	});
	return new Promise((resolve, reject) => {
		child.on("error", reject);
		child.on("close", (code) => resolve({ code, out, err }));
	});
}

/** @returns where its time went @throws Error where it fails */
export async function benchCell(cell: CellRun): Promise<RunProfile> {
	const { modelFolder, dataFolder, out, editor = "ice", records, threads, options = [] } = cell;
	const args = ["run", experiment, "--no-check", "--json", "--profile", "--out", out];
	const choice = ["--only", `editor=${editor}`, "--limit", `${records}`];
	const ended = await runBench([...args, ...choice, ...options], {
		EDITBENCH_SMOLLM2: modelFolder,
		EDITBENCH_KNOWEDIT: dataFolder,
		EDITBENCH_PERF_THREADS: `${threads}`,
	});
	if (ended.code !== 0) throw new Error(`bench run ended with exit code ${ended.code}:\n${ended.err}`);
	return (JSON.parse(ended.out) as { profile: RunProfile }).profile;
}

/** Seconds of a run without the start of its workers, which start side by side. */
export const working = ({ wall, start, workers }: RunProfile): number => wall - start / Math.max(1, workers);

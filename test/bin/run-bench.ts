import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const bench = fileURLToPath(new URL("../../bin/bench.js", import.meta.url));

/** What a command printed, and how it ended. */
export interface Ended {
	readonly code: number | null;
	readonly out: string;
	readonly err: string;
}

export interface RunBenchOptions {
	readonly cwd?: string;
	readonly env?: Readonly<Record<string, string>>;
	/** Called at the first output on stderr that matches. */
	readonly onError?: {
		readonly match: RegExp;
		readonly act: (kill: (signal: NodeJS.Signals) => void) => void;
	};
}

/** Runs `bench` as people do: a process of its own, without a terminal. */
export function runBench(
	args: readonly string[],
	{ cwd, env, onError }: RunBenchOptions = {},
): Promise<Ended> {
	const child = spawn(process.execPath, [bench, ...args], {
		...(cwd !== undefined && { cwd }),
		env: { ...process.env, ...env },
		stdio: ["ignore", "pipe", "pipe"],
	});
	let [out, err, told] = ["", "", false];
	child.stdout.setEncoding("utf8").on("data", (text) => {
		out += text;
	});
	child.stderr.setEncoding("utf8").on("data", (text) => {
		err += text;
		if (told || !onError?.match.test(err)) return;
		told = true;
		onError.act((signal) => child.kill(signal));
	});
	return new Promise((resolve, reject) => {
		child.on("error", reject);
		child.on("close", (code) => resolve({ code, out, err }));
	});
}

/** The path of a file in fixtures/. */
export const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

import { existsSync, readFileSync } from "node:fs";
import type { Line, Side } from "./line.ts";
import { median } from "./median.ts";

/** With what a run was made. */
export interface Machine {
	readonly cpu: string;
	readonly cores: number;
	readonly os: string;
	readonly node: string;
	readonly editbench: string;
	readonly engine: string;
	/** Absent where PyTorch was. */
	readonly pytorch?: string;
}

/** A run, as it is written. */
export interface StoredRun {
	/** ISO 8601. */
	readonly date: string;
	readonly command: string;
	readonly threads: number;
	readonly rounds: number;
	readonly records: number;
	readonly machine: Machine;
	readonly lines: readonly (Line & { readonly medians: Readonly<Partial<Record<Side, number>>> })[];
}

/** Lines with their medians. */
export const withMedians = (lines: readonly Line[]): StoredRun["lines"] =>
	lines.map((line) => ({
		...line,
		medians: Object.fromEntries(
			Object.entries(line.samples).map(([side, samples]) => [side, median(samples)]),
		),
	}));

/** The last run that was stored, if there is one. */
export const readStoredRun = (file: string): StoredRun | undefined =>
	existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as StoredRun) : undefined;

import { existsSync, readFileSync } from "node:fs";
import { type SectionName, sectionNames } from "./command-line.ts";
import type { Line, Side } from "./line.ts";
import { median } from "./median.ts";

/** With what a section was measured. */
export interface Machine {
	readonly cpu: string;
	readonly cores: number;
	readonly os: string;
	readonly node: string;
	/** Version, and commit where there is one. */
	readonly editbench: string;
	readonly engine: string;
	/** Absent where PyTorch was. */
	readonly pytorch?: string;
}

export type StoredLine = Line & { readonly medians: Readonly<Partial<Record<Side, number>>> };

/** A section, as it is written: each by itself, since each may be measured at another time. */
export interface StoredSection {
	/** ISO 8601. */
	readonly date: string;
	/** Which measures it again. */
	readonly command: string;
	readonly threads: number;
	readonly rounds: number;
	/** Of a cell, in each round. */
	readonly records: number;
	readonly machine: Machine;
	readonly lines: readonly StoredLine[];
}

/** docs/performance.json */
export type StoredSections = Readonly<Partial<Record<SectionName, StoredSection>>>;

/** Lines with their medians. */
export const withMedians = (lines: readonly Line[]): StoredLine[] =>
	lines.map((line) => ({
		...line,
		medians: Object.fromEntries(
			Object.entries(line.samples).map(([side, samples]) => [side, median(samples)]),
		),
	}));

/** @param now takes the place of the sections of the same names @returns in the order in which they are measured */
export function mergeSections(before: StoredSections, now: StoredSections): StoredSections {
	const all = { ...before, ...now };
	return Object.fromEntries(sectionNames.flatMap((name) => (all[name] ? [[name, all[name]]] : [])));
}

/** Says where a section was measured; equal texts are the same machine, used alike. */
export const machineOf = ({ machine, threads }: Pick<StoredSection, "machine" | "threads">): string =>
	`${machine.cpu}, ${machine.cores} cores, ${machine.os}; ${threads} threads of either side`;

/** What was stored last; nothing where nothing was. */
export const readStoredSections = (file: string): StoredSections =>
	existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as StoredSections) : {};

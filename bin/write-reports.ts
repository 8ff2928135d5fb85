import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { costs, markdown } from "editbench/reports";
import type { Report } from "#core/report";
import type { Results } from "#core/results";
import type { Plan, RunProfile } from "#runner/index";
import { writeText } from "#runner/store/write-text";
import { boundedName } from "../reports/_shared/bounded-name.ts";
import { toResultFiles } from "../reports/result-files/from-results.ts";
import { isTable, render } from "./render-table.ts";

/** Below a run's folder: the files that the Python tools read too. */
export const RESULT_FILES = "result-files";

/** A file that could not be made or written. */
export interface Unwritten {
	/** Below the run's folder. */
	readonly name: string;
	readonly error: unknown;
}

export interface WrittenReports {
	/** Paths below the run's folder. */
	readonly files: readonly string[];
	readonly unwritten: readonly Unwritten[];
}

interface FileToWrite {
	readonly name: string;
	readonly contents: () => string;
}

/**
 * Writes what a run leaves for people and other tools: the experiment's reports, its table if none of them is one, what it cost, the
 * result files, and where the time went if that was measured. What goes wrong with one file costs no other.
 */
export async function writeReports(
	{ experiment, folder }: Plan,
	results: Results,
	profile: RunProfile | undefined,
): Promise<WrittenReports> {
	const reports = experiment.reports.some(isTable)
		? experiment.reports
		: [...markdown(), ...experiment.reports];
	const forPeople: FileToWrite[] = [
		...reports.map((report, at) => ({
			name: nameOf(report, reports.slice(0, at), experiment.name),
			contents: () => render(report, results),
		})),
		{ name: "costs.md", contents: () => render(costs()[0]!, results) },
	];
	const forTools = toResultFiles(results).map(({ name, contents }) => ({
		name: path.join(RESULT_FILES, name),
		contents: () => contents,
	}));
	const times =
		profile === undefined
			? []
			: [{ name: "profile.json", contents: () => `${JSON.stringify(profile, undefined, "\t")}\n` }];
	const files: string[] = [];
	const unwritten: Unwritten[] = [];
	for (const file of [...forPeople, ...forTools, ...times]) {
		try {
			await write(folder, file, !forTools.includes(file));
			files.push(file.name);
		} catch (error) {
			unwritten.push({ name: file.name, error });
		}
	}
	return { files, unwritten };
}

async function write(folder: string, { name, contents }: FileToWrite, flush: boolean): Promise<void> {
	const file = path.join(folder, name);
	// A folder that was removed meanwhile is not made again: its table would stand alone in it.
	await stat(folder);
	await mkdir(path.dirname(file), { recursive: true });
	await writeText(file, contents(), flush);
}

/** What else lies in a run's folder. */
const taken = ["manifest.json", "profile.json", "errors.log", "costs.md"];

/** `quickstart.csv`; further reports of one extension go by their own name and place: `csv-2.csv`. */
function nameOf(report: Report, before: readonly Report[], experiment: string): string {
	const { extension } = report.implementation;
	const isFirst = before.every(({ implementation }) => implementation.extension !== extension);
	const name = boundedName(experiment, `.${extension}`);
	if (isFirst && !taken.includes(name)) return name;
	return boundedName(`${report.info.name}-${before.length + 1}`, `.${extension}`);
}

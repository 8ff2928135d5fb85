import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { costs, markdown } from "editbench/reports";
import type { Report } from "#core/report";
import type { Results } from "#core/results";
import type { Plan } from "#runner/index";
import { toResultFiles } from "../reports/result-files/from-results.ts";
import { isTable, render } from "./render-table.ts";

/** Below a run's folder: the files that the Python tools read too. */
export const RESULT_FILES = "result-files";

/**
 * Writes what a run leaves for people and other tools: the experiment's reports, its table if none of them is one, what it cost, and the
 * result files.
 *
 * @returns paths below the run's folder
 */
export async function writeReports({ experiment, folder }: Plan, results: Results): Promise<string[]> {
	const reports = experiment.reports.some(isTable)
		? experiment.reports
		: [...markdown(), ...experiment.reports];
	const files = [
		...reports.map((report, at) => ({
			name: nameOf(report, reports.slice(0, at), experiment.name),
			contents: render(report, results),
		})),
		{ name: "costs.md", contents: render(costs()[0]!, results) },
		...toResultFiles(results).map(({ name, contents }) => ({
			name: path.join(RESULT_FILES, name),
			contents,
		})),
	];
	for (const { name, contents } of files) {
		const file = path.join(folder, name);
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, contents);
	}
	return files.map(({ name }) => name);
}

/** `quickstart.csv`; further reports of one extension go by their own name and place: `csv-2.csv`. */
function nameOf(report: Report, before: readonly Report[], experiment: string): string {
	const { extension } = report.implementation;
	const isFirst = before.every(({ implementation }) => implementation.extension !== extension);
	return `${isFirst ? experiment : `${report.info.name}-${before.length + 1}`}.${extension}`;
}

import { resolve } from "node:path";
import type { BaselineResult, CellResults, RecordResult, Results } from "#core/results";
import { cellOutcome } from "./store/cell-outcome.ts";
import { type ManifestCell, readManifest } from "./store/manifest.ts";
import { firstOfEach, mergeRecords } from "./store/merge-records.ts";
import { readAttempts } from "./store/read-attempts.ts";
import { runPaths } from "./store/run-folder.ts";

/**
 * What the last command on a run's folder was to compute, as far as it is stored. Needs neither the experiment's file
 * nor a model.
 *
 * @throws UserError where the folder holds no run
 */
export async function readRun(folder: string): Promise<Results> {
	const root = resolve(folder);
	const { experiment, cells } = await readManifest(root);
	const { name, question, regime, fidelity, aggregation, metrics, published, notes } = experiment;
	const baselines = new Map<string, readonly BaselineResult[]>();
	const baselineOf = (id: string) => {
		const lines = baselines.get(id) ?? readBaseline(root, id);
		baselines.set(id, lines);
		return lines;
	};
	return {
		experiment: name,
		...(question !== undefined && { question }),
		regime,
		fidelity,
		aggregation,
		metrics,
		cells: cells.map((cell) => readCell(root, cell, baselineOf(cell.baseline))),
		published,
		notes,
	};
}

const readBaseline = (root: string, id: string): readonly BaselineResult[] =>
	readAttempts<BaselineResult>(runPaths(root).baseline(id)).lines;

function readCell(root: string, cell: ManifestCell, baseline: readonly BaselineResult[]): CellResults {
	const { key, id, editorName, unedited, expected, scorings } = cell;
	const { lines } = readAttempts<RecordResult>(runPaths(root).cell(id));
	const records = mergeRecords(lines, expected);
	return {
		key,
		outcome: cellOutcome(records, expected, cell),
		editorName,
		unedited,
		expected,
		records,
		baseline: firstOfEach(baseline, expected),
		scorings,
	};
}

import { resolve } from "node:path";
import type { BaselineResult, CellResults, RecordResult, Results } from "#core/results";
import { cellOutcome } from "./store/cell-outcome.ts";
import { type ManifestCell, readManifest } from "./store/manifest.ts";
import { firstOfEach, mergeRecords, type Stored } from "./store/merge-records.ts";
import { readAttempts } from "./store/read-attempts.ts";
import { runPaths } from "./store/run-folder.ts";
import { type StoredNames, storedNames } from "./store/stored-names.ts";

/**
 * What the last command on a run's folder was to compute, as far as it is stored. Needs neither the experiment's file
 * nor a model.
 *
 * @throws UserError where the folder holds no run
 */
export async function readRun(folder: string): Promise<Results> {
	const root = resolve(folder);
	const manifest = await readManifest(root);
	const { experiment, cells } = manifest;
	const { name, question, regime, fidelity, aggregation, metrics, published, notes } = experiment;
	const namesOf = storedNames(manifest);
	const baselines = new Map<string, readonly Stored<BaselineResult>[]>();
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
		cells: cells.map((cell) => readCell(root, cell, baselineOf(cell.baseline), namesOf(cell))),
		published,
		notes,
	};
}

const readBaseline = (root: string, id: string) =>
	readAttempts<Stored<BaselineResult>>(runPaths(root).baseline(id)).lines;

function readCell(
	root: string,
	cell: ManifestCell,
	baseline: readonly Stored<BaselineResult>[],
	{ inputs, contents }: StoredNames,
): CellResults {
	const { key, id, editorName, unedited, expected, scorings } = cell;
	const { lines } = readAttempts<Stored<RecordResult>>(runPaths(root).cell(id));
	const records = mergeRecords(lines, inputs);
	return {
		key,
		outcome: cellOutcome(records, expected, cell),
		editorName,
		unedited,
		expected,
		records,
		baseline: firstOfEach(baseline, contents),
		scorings,
	};
}

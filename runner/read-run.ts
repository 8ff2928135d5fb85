import { resolve } from "node:path";
import type { BaselineResult, CellResults, RecordResult, Results } from "#core/results";
import { cellOutcome } from "./store/cell-outcome.ts";
import type { OnDamage } from "./store/damage.ts";
import { type ManifestCell, readManifest } from "./store/manifest.ts";
import { firstOfEach, mergeRecords, type Stored } from "./store/merge-records.ts";
import { readAttempts } from "./store/read-attempts.ts";
import { runPaths } from "./store/run-folder.ts";
import { type StoredNames, storedNames } from "./store/stored-names.ts";

/**
 * What the last command on a run's folder was to compute, as far as it is stored. Needs neither the experiment's file
 * nor a model.
 *
 * @param onDamage is told of lines that do not count
 * @throws UserError where the folder holds no run, or cannot be read
 */
export async function readRun(folder: string, onDamage: OnDamage = () => {}): Promise<Results> {
	const root = resolve(folder);
	const manifest = await readManifest(root);
	const { experiment, cells } = manifest;
	const { name, question, regime, fidelity, aggregation, metrics, published, notes } = experiment;
	const namesOf = storedNames(manifest);
	const baselines = new Map<string, readonly Stored<BaselineResult>[]>();
	const linesIn = <T extends { readonly index: number }>(path: string) => {
		const { lines, damages } = readAttempts<Stored<T>>(path);
		onDamage(damages);
		return lines;
	};
	const { baseline, cell: cellFolder } = runPaths(root);
	const baselineOf = (id: string) => {
		const lines = baselines.get(id) ?? linesIn<BaselineResult>(baseline(id));
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
		cells: cells.map((cell) =>
			readCell(cell, namesOf(cell), {
				lines: linesIn<RecordResult>(cellFolder(cell.id)),
				baseline: baselineOf(cell.baseline),
			}),
		),
		published,
		notes,
	};
}

/** Stored lines of a cell, and of its baseline. */
interface CellLines {
	readonly lines: readonly Stored<RecordResult>[];
	readonly baseline: readonly Stored<BaselineResult>[];
}

function readCell(
	cell: ManifestCell,
	{ inputs, contents }: StoredNames,
	{ lines, baseline }: CellLines,
): CellResults {
	const { key, editorName, unedited, expected, scorings } = cell;
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

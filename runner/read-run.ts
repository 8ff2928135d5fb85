import { resolve } from "node:path";
import type { BaselineResult, CellResults, RecordResult, Results } from "#core/results";
import { cellOutcome } from "./store/cell-outcome.ts";
import type { OnDamage } from "./store/damage.ts";
import { type ManifestCell, readManifest } from "./store/manifest.ts";
import { firstOfEach, mergeRecords } from "./store/merge-records.ts";
import { readAttempts } from "./store/read-attempts.ts";
import { runPaths } from "./store/run-folder.ts";

/**
 * What the last command on a run's folder was to compute, as far as it is stored. Needs neither the experiment's file
 * nor a model.
 *
 * @param onDamage is told of lines that do not count
 * @throws UserError where the folder holds no run, or cannot be read
 */
export async function readRun(folder: string, onDamage: OnDamage = () => {}): Promise<Results> {
	const root = resolve(folder);
	const { experiment, cells } = await readManifest(root);
	const { name, question, regime, fidelity, aggregation, metrics, published, notes } = experiment;
	const baselines = new Map<string, readonly BaselineResult[]>();
	const linesIn = <T extends { readonly index: number }>(path: string) => {
		const { lines, damages } = readAttempts<T>(path);
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
			readCell(cell, linesIn<RecordResult>(cellFolder(cell.id)), baselineOf(cell.baseline)),
		),
		published,
		notes,
	};
}

function readCell(
	cell: ManifestCell,
	lines: readonly RecordResult[],
	baseline: readonly BaselineResult[],
): CellResults {
	const { key, editorName, unedited, expected, scorings } = cell;
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

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "#core/errors";
import { nearest } from "#core/nearest";
import type { RecordResult } from "#core/results";
import type { OnDamage } from "../store/damage.ts";
import { type ManifestCell, readManifest } from "../store/manifest.ts";
import { mergeRecords, type Stored } from "../store/merge-records.ts";
import { readAttempts } from "../store/read-attempts.ts";
import { runPaths } from "../store/run-folder.ts";
import { storedNames } from "../store/stored-names.ts";
import { type CellChoice, chooseCells } from "./choose-cells.ts";

/** Which stored edit is meant. */
export interface EditChoice extends CellChoice {
	/** Id of the record, else its place in the dataset, counted from 0. */
	readonly record: string;
}

/** An edit of which a run has stored how it changed the weights. */
export interface FoundEdit {
	readonly experiment: string;
	readonly cell: ManifestCell;
	readonly record: { readonly id: string; readonly index: number };
	/** ‖ΔW‖ (Frobenius) by weight. */
	readonly deltaNorms: Readonly<Record<string, number>>;
	/** File of the deltas. */
	readonly path: string;
	/** Where the checkpoint lay that was edited. */
	readonly checkpoint: string;
}

/** An edit that may be meant, and why it cannot be applied, if so. */
interface Candidate {
	readonly cell: ManifestCell;
	readonly record: RecordResult;
	/** File of the deltas. */
	readonly path: string;
	readonly fault: string | undefined;
}

/**
 * Finds one edit in a run's folder.
 *
 * @param onDamage is told of stored lines that do not count
 * @throws UserError where the folder holds no run, the choice fits nothing or more than one edit, or the run has not kept
 * the weights' changes
 */
export async function findEdit(
	folder: string,
	choice: EditChoice,
	onDamage: OnDamage = () => {},
): Promise<FoundEdit> {
	const root = resolve(folder);
	const manifest = await readManifest(root);
	const { experiment, cells, models } = manifest;
	const namesOf = storedNames(manifest);
	const chosen = chooseCells(cells, choice);
	const candidates: Candidate[] = [];
	const stored = new Map<string, number>();
	for (const cell of chosen) {
		const { lines, damages } = readAttempts<Stored<RecordResult>>(runPaths(root).cell(cell.id));
		onDamage(damages);
		const { inputs } = namesOf(cell);
		const records = mergeRecords(lines, inputs);
		for (const { id, index } of records) stored.set(id, index);
		const record = recordOf(records, choice.record);
		if (record === undefined) continue;
		const path = runPaths(root).deltas(cell.id, inputs[record.index]!);
		// Rows of a table that keep the same record share its edit.
		if (candidates.some((one) => one.path === path)) continue;
		candidates.push({ cell, record, path, fault: faultOf(record, path, experiment.saveDeltas ?? false) });
	}
	const { cell, record, path } = onlyOne(candidates, { choice, stored });
	return {
		experiment: experiment.name,
		cell,
		record: { id: record.id, index: record.index },
		deltaNorms: record.state === "completed" ? record.deltaNorms : {},
		path,
		checkpoint: models.find(({ label }) => label === cell.key.model)!.source.folder,
	};
}

/** Ids go first: a dataset may number its records by them. */
const recordOf = (records: readonly RecordResult[], word: string): RecordResult | undefined =>
	records.find(({ id }) => id === word) ??
	(/^\d+$/.test(word) ? records.find(({ index }) => index === Number(word)) : undefined);

function faultOf(record: RecordResult, path: string, saveDeltas: boolean): string | undefined {
	if (record.state !== "completed")
		return `its record ${record.state === "failed" ? "has failed" : "was skipped"}: ${record.reason}`;
	if (Object.keys(record.deltaNorms).length === 0) {
		return "changes no weight (in-context editing, or no edit at all), so that there is nothing to write";
	}
	if (existsSync(path)) return undefined;
	return saveDeltas
		? `its file ${path} is gone; run the experiment again, which makes this edit once more`
		: "the run was made without saveDeltas; set saveDeltas: true in the experiment and run it again";
}

function onlyOne(
	candidates: readonly Candidate[],
	{ choice, stored }: { readonly choice: EditChoice; readonly stored: ReadonlyMap<string, number> },
): Candidate {
	const [first, ...others] = candidates.filter(({ fault }) => fault === undefined);
	if (first !== undefined && others.length === 0) return first;
	const { record } = choice;
	if (first !== undefined) {
		throw new UserError(`Record "${record}" has ${others.length + 1} edits in this run`, {
			hint: `Say which one:\n${[first, ...others].map(({ cell }) => `  ${optionsOf(cell)}`).join("\n")}`,
		});
	}
	if (candidates.length === 0) throw unknownRecord(record, stored);
	throw new UserError(`No edit of record "${record}" can be applied`, {
		hint: candidates.map(({ cell, fault }) => `${optionsOf(cell)}: ${fault}`).join("\n"),
	});
}

const optionsOf = ({ key: { model, dataset, editor, seed } }: ManifestCell): string =>
	`--model ${quoted(model)} --dataset ${quoted(dataset)} --editor ${quoted(editor)} --seed ${seed}`;

const quoted = (label: string): string =>
	/^[\w@%+=:,./-]+$/.test(label) ? label : `'${label.replaceAll("'", "'\\''")}'`;

function unknownRecord(record: string, stored: ReadonlyMap<string, number>): UserError {
	const ids = [...stored.keys()];
	if (ids.length === 0) {
		return new UserError("The run has stored no record yet", { hint: "Run the experiment first." });
	}
	const close = nearest(record, ids);
	const some = ids.slice(0, 5).join(", ") + (ids.length > 5 ? ", …" : "");
	return new UserError(`The run has stored no record "${record}"`, {
		hint: `${close === undefined ? "" : `Did you mean "${close}"? `}It has ${ids.length}, by their ids: ${some}. Their places count from 0.`,
	});
}

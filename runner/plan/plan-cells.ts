import type { Editor } from "#core/editor";
import type { Experiment } from "#core/experiment";
import { type Scoring, scoringsOf } from "#core/fidelity";
import type { Located, Missing } from "#core/located";
import type { ModelSource } from "#core/model";
import type { ResolvedParams } from "#core/resolve-editor";
import { type CellIds, cellIds } from "./cell-ids.ts";
import { consecutive } from "./consecutive.ts";
import type { PreparedEditor } from "./find-reads.ts";
import type { AbsentDataset, FoundDataset } from "./find-sources.ts";
import { editorsOf, type GridCell, keyOf } from "./grid.ts";
import { groupingOf, refusalOf } from "./grouping.ts";
import { lanesOf } from "./lanes.ts";
import type { PlannedCell, ReadyCell } from "./plan.ts";
import { RecordNames } from "./record-names.ts";

/** Of one model and one dataset, as far as they are on this machine. */
export interface Found {
	readonly model: Located<ModelSource>;
	readonly dataset: FoundDataset | AbsentDataset;
	/** Where the model is here. */
	readonly editors: ReadonlyMap<Editor, PreparedEditor> | undefined;
}

/** What all cells of one model and one dataset share. */
interface Shared {
	/** Records wanted of the dataset; undefined where it is not here and its size not known. */
	readonly records: number | undefined;
	readonly missing: readonly Missing[];
	readonly editors: Found["editors"];
	/** Absent where something is missing. */
	readonly ready?: SharedReady;
}

type SharedReady = Pick<ReadyCell, "model" | "dataset" | "lanes" | "baselineScorings" | "names"> & {
	readonly ids: CellIds;
	/** By seed. */
	readonly baselineIds: ReadonlyMap<number, string>;
};

/**
 * Plans the cells of one model and one dataset, in the grid's order: what they share is worked out once, and what those
 * of one editor share once for each editor.
 *
 * @param limit of records
 */
export function planCells(
	experiment: Experiment,
	cells: readonly [GridCell, ...GridCell[]],
	found: Found,
	limit?: number,
): PlannedCell[] {
	const shared = sharedOf(experiment, cells[0], found, limit);
	const rows = consecutive(cells, (one, next) => one.editor === next.editor);
	return rows.flatMap((row) => planRow(experiment, row, shared));
}

function sharedOf(
	experiment: Experiment,
	plugins: GridCell,
	{ model, dataset, editors }: Found,
	limit = Number.POSITIVE_INFINITY,
): Shared {
	const total = "records" in dataset ? dataset.records.length : dataset.count;
	const records = total === undefined ? undefined : Math.min(total, limit);
	return {
		records,
		missing: [model, dataset].flatMap((one) => ("missing" in one ? [one.missing] : [])),
		editors,
		...("here" in model &&
			"records" in dataset && { ready: sharedReady(experiment, plugins, model.here, dataset, records!) }),
	};
}

function sharedReady(
	experiment: Experiment,
	plugins: GridCell,
	model: ModelSource,
	dataset: FoundDataset,
	records: number,
): SharedReady {
	const lanes = lanesOf(experiment, model.shape);
	const ids = cellIds(experiment, plugins, { model, dataset: dataset.source }, lanes);
	const all = editorsOf(experiment).flatMap((editor) => scoringsFor(experiment, editor, model));
	const baselineScorings = [...new Set(all)].sort();
	const baselineId = ids.baseline(baselineScorings);
	const baselineIds = new Map(experiment.seeds.map((seed) => [seed, baselineId(seed)]));
	const names = new RecordNames(() => dataset.contents().slice(0, records));
	return { model, dataset, lanes, names, baselineScorings, ids, baselineIds };
}

/** Cells of one editor, which differ in their seeds. */
function planRow(
	experiment: Experiment,
	row: readonly [GridCell, ...GridCell[]],
	{ records, missing: ofBoth, editors, ready }: Shared,
): PlannedCell[] {
	const { editor } = row[0];
	const skipped = refusalOf(experiment.regime, editor);
	const prepared = editors?.get(editor);
	const resolved = prepared?.resolved;
	const missing = prepared?.missing.length ? [...ofBoth, ...prepared.missing] : ofBoth;
	const ofSeed = ready && resolved && readyRow(experiment, editor, resolved, ready);
	return row.map((grid) => {
		const ready = ofSeed?.(grid.seed);
		return {
			key: keyOf(grid),
			records,
			done: 0,
			missing,
			grid,
			...resolved,
			...(skipped !== undefined && { skipped }),
			...(ready && { id: ready.id, ready }),
		};
	});
}

function readyRow(
	experiment: Experiment,
	editor: Editor,
	{ params }: ResolvedParams,
	{ ids, baselineIds, ...shared }: SharedReady,
): (seed: number) => ReadyCell {
	const grouping = groupingOf(experiment.regime, editor, shared.lanes);
	const scorings = scoringsFor(experiment, editor, shared.model);
	const idOf = ids.cell(editor, params, scorings);
	return (seed) => ({
		id: idOf(seed),
		baselineId: baselineIds.get(seed)!,
		...shared,
		params,
		grouping,
		scorings,
	});
}

const scoringsFor = (
	{ fidelity }: Experiment,
	{ implementation }: Editor,
	{ paddingSide }: ModelSource,
): Scoring[] => scoringsOf(fidelity, implementation.padding === "right" ? "right" : paddingSide);

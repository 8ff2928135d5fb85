import { resolve } from "node:path";
import type { Dataset } from "#core/dataset";
import { UserError } from "#core/errors";
import type { Experiment } from "#core/experiment";
import { type Scoring, scoringsOf } from "#core/fidelity";
import type { Located, Missing } from "#core/located";
import type { Model, ModelSource } from "#core/model";
import { type ResolvedParams, resolveEditor } from "#core/resolve-editor";
import type { LoadedExperiment } from "../load-experiment.ts";
import { countDone } from "../store/count-done.ts";
import { defaultFolder } from "../store/run-folder.ts";
import { baselineId, cellId } from "./cell-id.ts";
import { type AbsentDataset, type FoundDataset, findDataset, findModel } from "./find-sources.ts";
import { editorsOf, expandGrid, type GridCell, keyOf } from "./grid.ts";
import { groupingOf, refusalOf } from "./grouping.ts";
import { lanesOf } from "./lanes.ts";
import { keepOnly } from "./only.ts";
import type { Plan, PlannedCell, ReadyCell } from "./plan.ts";

export interface PlanOptions {
	/** Folder of the results. @default runs/<experiment's name> */
	readonly out?: string;
	/** At most so many records of each dataset, the first ones. */
	readonly limit?: number;
	/** Parts of the grid, as in `editor=ice`. */
	readonly only?: readonly string[];
	/** In place of the experiment's. */
	readonly lanes?: number;
	/** That will compute: `lanes: "auto"` shares the records out among them. @default 1 */
	readonly workers?: number;
}

/**
 * Works out what a command would run: every cell, with its parameters, its number of records and how many are done.
 * Reads data that is on this machine, but no weights, and opens no connection.
 *
 * @throws UserError for options that fit nothing, damaged data, and editors without parameters for a model
 */
export async function planExperiment(
	{ experiment: declared, file }: LoadedExperiment,
	{ out, limit, only = [], lanes, workers = 1 }: PlanOptions = {},
): Promise<Plan> {
	checkLimit(limit);
	const experiment = lanes === undefined ? declared : { ...declared, lanes };
	const folder = out === undefined ? defaultFolder(experiment.name) : resolve(out);
	const grid = keepOnly(expandGrid(experiment), only);
	const models = await found(grid, (cell) => cell.model, findModel);
	const datasets = await found(grid, (cell) => cell.dataset, findDataset);
	const cells = grid.map((cell) =>
		planCell(experiment, cell, models.get(cell.model)!, datasets.get(cell.dataset)!, { limit, workers }),
	);
	return {
		experiment,
		file,
		folder,
		cells: await Promise.all(
			cells.map(async (cell) => ({
				...cell,
				done: await countDone(folder, cell.id, cell.records, experiment.saveDeltas),
			})),
		),
		missing: distinct(cells.flatMap(({ missing }) => missing)),
	};
}

function checkLimit(limit: number | undefined): void {
	if (limit === undefined || (Number.isInteger(limit) && limit >= 1)) return;
	throw new UserError(`The limit must be a whole number of at least 1, got ${limit}`, {
		hint: "It is the number of records of each dataset, as in --limit 10.",
	});
}

/** Looks each model or dataset of the grid up once. */
async function found<Plugin extends Model | Dataset, Found>(
	grid: readonly GridCell[],
	of: (cell: GridCell) => Plugin,
	find: (plugin: Plugin) => Promise<Found>,
): Promise<Map<Plugin, Found>> {
	const all = new Map<Plugin, Found>();
	for (const plugin of new Set(grid.map(of))) all.set(plugin, await find(plugin));
	return all;
}

function planCell(
	experiment: Experiment,
	cell: GridCell,
	model: Located<ModelSource>,
	dataset: FoundDataset | AbsentDataset,
	{
		limit = Number.POSITIVE_INFINITY,
		workers,
	}: { readonly limit: number | undefined; readonly workers: number },
): PlannedCell {
	const total = "records" in dataset ? dataset.records.length : dataset.count;
	const records = total === undefined ? undefined : Math.min(total, limit);
	const skipped = refusalOf(experiment.regime, cell.editor);
	const resolved = "here" in model ? resolveEditor(cell.editor, model.here.shape) : undefined;
	const ready =
		"here" in model && "records" in dataset && resolved !== undefined
			? readyCell(experiment, cell, { model: model.here, dataset, resolved, records: records!, workers })
			: undefined;
	return {
		key: keyOf(cell),
		records,
		done: 0,
		missing: [model, dataset].flatMap((one) => ("missing" in one ? [one.missing] : [])),
		grid: cell,
		...resolved,
		...(skipped !== undefined && { skipped }),
		...(ready && { id: ready.id, ready }),
	};
}

interface Found {
	readonly model: ModelSource;
	readonly dataset: FoundDataset;
	readonly resolved: ResolvedParams;
	/** Wanted of the dataset. */
	readonly records: number;
	readonly workers: number;
}

function readyCell(
	experiment: Experiment,
	cell: GridCell,
	{ model, dataset, resolved, records, workers }: Found,
): ReadyCell {
	const lanes = lanesOf(experiment, model.shape, { records, workers });
	const grouping = groupingOf(experiment.regime, cell.editor, {
		records,
		total: dataset.records.length,
		lanes,
	});
	const inputs = { model, dataset: dataset.source };
	const scorings = scoringsFor(experiment, cell.editor, model);
	const all = editorsOf(experiment).flatMap((editor) => scoringsFor(experiment, editor, model));
	const baselineScorings = [...new Set(all)].sort();
	return {
		id: cellId(experiment, cell, inputs, resolved, scorings, { ...grouping, lanes }),
		baselineId: baselineId(experiment, cell, inputs, baselineScorings, lanes),
		model,
		dataset,
		params: resolved.params,
		grouping,
		lanes,
		scorings,
		baselineScorings,
	};
}

const scoringsFor = (
	{ fidelity }: Experiment,
	{ implementation }: GridCell["editor"],
	{ paddingSide }: ModelSource,
): Scoring[] => scoringsOf(fidelity, implementation.padding === "right" ? "right" : paddingSide);

const distinct = (missing: readonly Missing[]): Missing[] => [
	...new Map(missing.map((one) => [`${one.what}\n${one.remedy}`, one])).values(),
];

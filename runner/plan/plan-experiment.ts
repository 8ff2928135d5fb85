import { resolve } from "node:path";
import type { Dataset } from "#core/dataset";
import { UserError } from "#core/errors";
import type { Experiment } from "#core/experiment";
import type { Missing } from "#core/located";
import type { Model } from "#core/model";
import { findEngine } from "#engine/engines";
import type { LoadedExperiment } from "../load-experiment.ts";
import { countDone } from "../store/count-done.ts";
import { defaultFolder } from "../store/run-folder.ts";
import { consecutive } from "./consecutive.ts";
import { doubleStarts } from "./double-starts.ts";
import { findReads } from "./find-reads.ts";
import { findDataset, findModel } from "./find-sources.ts";
import { expandGrid, type GridCell } from "./grid.ts";
import { modelNotes } from "./notes.ts";
import { keepOnly } from "./only.ts";
import type { Plan, PlannedRead } from "./plan.ts";
import { planCells } from "./plan-cells.ts";
import { readVersions } from "./plugin-version.ts";
import { otherThreads, threadsOf } from "./threads.ts";

export interface PlanOptions {
	/** Folder of the results. @default runs/<experiment's name> */
	readonly out?: string;
	/** At most so many records of each dataset, the first ones. */
	readonly limit?: number;
	/** Parts of the grid, as in `editor=ice`. */
	readonly only?: readonly string[];
	/** In place of the experiment's. */
	readonly lanes?: number;
	/** Processes that share the machine's cores, where the experiment gives no number of threads. @default 1 */
	readonly workers?: number;
}

/**
 * Works out what a command would run: every cell, with its parameters, its number of records and how many are done.
 * Reads data that is on this machine, but no weights, and opens no connection.
 *
 * @throws UserError for options that fit nothing, an engine that cannot do what is asked for, damaged data, and editors
 * without parameters for a model
 */
export async function planExperiment(
	{ experiment: declared, file }: LoadedExperiment,
	{ out, limit, only = [], lanes, workers = 1 }: PlanOptions = {},
): Promise<Plan> {
	checkLimit(limit);
	const engine = { ...declared.engine, threads: threadsOf(declared.engine, workers) };
	const experiment = { ...declared, engine, ...(lanes !== undefined && { lanes }) };
	const folder = out === undefined ? defaultFolder(experiment.name) : resolve(out);
	const { name = "onnx", ...engineOptions } = engine;
	const lack = findEngine(name, engineOptions);
	const grid = keepOnly(expandGrid(experiment), only);
	const versions = readVersions(pluginsOf(experiment, grid));
	versions.catch(() => {}); // awaited below, after what can be looked for meanwhile
	const models = await found(grid, (cell) => cell.model, findModel);
	const datasets = await found(grid, (cell) => cell.dataset, findDataset);
	const { prepared, reads } = await findReads(grid, models, experiment.regime);
	await versions;
	const pairs = consecutive(grid, (one, next) => one.model === next.model && one.dataset === next.dataset);
	const cells = pairs.flatMap((pair) => {
		const [{ model, dataset }] = pair;
		const found = {
			model: models.get(model)!,
			dataset: datasets.get(dataset)!,
			editors: prepared.get(model),
		};
		return planCells(experiment, pair, found, limit);
	});
	const done = countDone(folder, cells, experiment.saveDeltas);
	return {
		experiment,
		file,
		folder,
		cells: cells.map((cell, at) => (done[at] === 0 ? cell : { ...cell, done: done[at]! })),
		missing: distinct([...(lack ? [lack] : []), ...cells.flatMap(({ missing }) => missing)]),
		reads,
		unbuilt: distinct(reads.flatMap(unbuiltOf)),
		warnings: [...modelNotes(cells), ...doubleStarts(cells), ...(await otherThreads(folder, engine.threads))],
	};
}

function checkLimit(limit: number | undefined): void {
	if (limit === undefined || (Number.isInteger(limit) && limit >= 1)) return;
	throw new UserError(`The limit must be a whole number of at least 1, got ${limit}`, {
		hint: "It is the number of records of each dataset, as in --limit 10.",
	});
}

const pluginsOf = ({ metrics }: Experiment, grid: readonly GridCell[]) => [
	...new Set(grid.flatMap(({ model, dataset, editor }) => [model, dataset, editor])),
	...metrics,
];

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

function unbuiltOf({ model, located }: PlannedRead): Missing[] {
	const unbuilt = "here" in located ? located.here.unbuilt : undefined;
	return unbuilt === undefined ? [] : [{ ...unbuilt, what: `${unbuilt.what} of ${model}` }];
}

const distinct = (missing: readonly Missing[]): Missing[] => [
	...new Map(missing.map((one) => [`${one.what}\n${one.remedy}`, one])).values(),
];

import type { Experiment } from "#core/experiment";
import type { Missing } from "#core/located";
import { regimeName, regimeTitle } from "#core/regime";
import { sharesWeights } from "#engine/memory-map/shares-weights";
import { lanesInUse, type Plan, type PlannedCell } from "#runner/index";
import { alignColumns } from "./align-columns.ts";
import { benchCommand } from "./command-line.ts";
import { count } from "./count.ts";
import { formatBytes } from "./format-bytes.ts";

/** Cells that are listed one by one. */
const MOST_LISTED = 60;

/** A plan as lines for people. @param file as the user named it, for the commands that are suggested */
export function describePlan(plan: Plan, file: string): string[] {
	const { experiment, cells, missing, unbuilt, warnings } = plan;
	const { name, question } = experiment;
	return [
		question === undefined ? name : `${name}: ${question}`,
		"",
		...alignColumns(gridRows(cells.slice(0, MOST_LISTED)), "  "),
		...unlisted(cells),
		"",
		`Regime: ${regimeTitle(experiment.regime)}`,
		totals(cells),
		...memory(experiment, cells),
		...lanes(cells),
		`Results: ${plan.folder}`,
		...toBuild(unbuilt),
		...warnings.map((warning) => `Warning: ${warning}`),
		...(missing.length === 0
			? [`Nothing is missing. Run it: ${benchCommand("run", file)}`]
			: ["", ...absent(missing)]),
	];
}

/** Builds that are listed one by one. */
const MOST_BUILDS = 10;

/** What takes a while at the first edit. */
function toBuild(unbuilt: readonly Missing[]): string[] {
	const more = unbuilt.length - MOST_BUILDS;
	return [
		...unbuilt
			.slice(0, MOST_BUILDS)
			.flatMap(({ what, remedy }) => [
				`Built when first needed, and kept: ${what}`,
				`  To build it ahead: ${remedy}`,
			]),
		...(more > 0 ? [`  … and ${more} more; --json lists all`] : []),
	];
}

/** What is missing, by what brings it. */
export function absent(missing: readonly Missing[]): string[] {
	const remedies = new Set(missing.map(({ remedy }) => remedy));
	return [...remedies].flatMap((remedy) => [
		"Missing",
		...missing.filter((one) => one.remedy === remedy).map(({ what }) => `  ${what}`),
		`To get it: ${remedy}`,
	]);
}

function unlisted(cells: readonly PlannedCell[]): string[] {
	const many = cells.length - MOST_LISTED;
	if (many <= 0) return [];
	const axes = (["model", "dataset", "editor", "seed"] as const).map((axis) =>
		count(new Set(cells.map(({ key }) => key[axis])).size, axis),
	);
	return [
		`  … and ${count(many, "more cell")}`,
		"",
		`Grid: ${axes.join(" × ")}; --only chooses among them, --json lists all cells`,
	];
}

/** Of a grid with one seed, the seed is left out. */
function gridRows(cells: readonly PlannedCell[]): string[][] {
	const hasSeeds = new Set(cells.map(({ key }) => key.seed)).size > 1;
	const row = (cell: readonly [string, string, string, string, string, string, string]) =>
		hasSeeds ? [...cell] : cell.filter((_, column) => column !== 3);
	return [
		row(["model", "dataset", "editor", "seed", "records", "done", "parameters"]),
		...cells.map(({ key, records, done, preset, skipped }) =>
			row([
				key.model,
				key.dataset,
				key.editor,
				String(key.seed),
				records === undefined ? "?" : String(records),
				String(done),
				skipped === undefined ? presetText(preset) : `skipped: ${skipped}`,
			]),
		),
	];
}

const presetText = (preset: string | undefined) => (preset === undefined ? "" : `preset for ${preset}`);

function totals(cells: readonly PlannedCell[]): string {
	const possible = cells.filter(({ skipped }) => skipped === undefined);
	const sum = possible.reduce((total, { records = 0 }) => total + records, 0);
	const done = cells.reduce((total, cell) => total + cell.done, 0);
	const uncounted = cells.filter(({ records }) => records === undefined).length;
	const unknown = uncounted === 0 ? "" : `, and those of ${count(uncounted, "cell")} whose data is not here`;
	return `${count(cells.length, "cell")}, ${count(sum, "edit")}${unknown}; ${done} done`;
}

/** What the weights of each model take, in float32: once, or once in each worker. */
function memory({ engine: { name: engine = "onnx" } }: Experiment, cells: readonly PlannedCell[]): string[] {
	const sizes = new Map(
		cells.flatMap(({ key, ready }) => (ready ? [[key.model, ready.model.bytes] as const] : [])),
	);
	if (sizes.size === 0) return [];
	const each = [...sizes].map(
		([model, bytes]) =>
			`${model} ${formatBytes(bytes)} ${sharesWeights(engine, bytes) ? "for all workers together" : "for each worker"}`,
	);
	return [`Weights in memory: ${each.join(", ")}`];
}

function lanes(cells: readonly PlannedCell[]): string[] {
	const most = cells.reduce((most, cell) => Math.max(most, lanesInUse(cell)), 1);
	return most === 1
		? []
		: [`Lanes: up to ${most} records side by side, where they do not depend on each other`];
}

/** A plan for programs: what `describePlan` says, and each cell's parameters. JSON leaves out what is undefined. */
export function planToJson({ experiment, file, folder, cells, missing, unbuilt, warnings }: Plan) {
	return {
		experiment: experiment.name,
		...(experiment.question !== undefined && { question: experiment.question }),
		file,
		folder,
		regime: regimeName(experiment.regime),
		cells: cells.map((cell) => {
			const { key, done, missing, params, preset, skipped, id, records, ready } = cell;
			return {
				...{ key, done, missing, params, preset, skipped, id },
				records: records ?? null,
				weightBytes: ready?.model.bytes,
				lanes: ready && lanesInUse(cell),
			};
		}),
		missing,
		unbuilt,
		warnings,
	};
}

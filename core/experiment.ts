import type { EngineName, EngineOptions } from "#engine/engines";
import type { Aggregation } from "./aggregate.ts";
import { checkEngine } from "./check-engine.ts";
import { checkList } from "./check-list.ts";
import {
	checkAggregation,
	checkExclude,
	checkFidelity,
	checkKeys,
	checkPublished,
	checkQuestion,
	checkRegime,
} from "./check-settings.ts";
import type { Dataset, DatasetImpl } from "./dataset.ts";
import { describeValue } from "./describe-value.ts";
import type { Editor } from "./editor.ts";
import { UserError } from "./errors.ts";
import type { FidelityOption, FidelitySettings } from "./fidelity.ts";
import type { Metric } from "./metric.ts";
import type { Model } from "./model.ts";
import type { Erased, PluginKind } from "./plugin.ts";
import type { PublishedTable } from "./published.ts";
import { type Regime, single } from "./regime.ts";
import type { Report } from "./report.ts";
import type { CellKey } from "./results.ts";
import { isObject, settingError } from "./setting-error.ts";

/** A factory call returns one entry per swept value, so lists nest one level deep. */
type OneOrMany<T> = T | readonly T[];
type Flat<T> = T extends readonly (infer One)[] ? One : T;
type RecordOf<D> = Flat<D> extends { readonly implementation: DatasetImpl<Erased, infer Rec> } ? Rec : never;

/** The tensor engine of an experiment; see docs/engines.md. */
export interface EngineChoice extends EngineOptions {
	/** @default "onnx" */
	readonly name?: EngineName;
}

/** A validated experiment. Its grid is models × datasets × editors × seeds, less what `exclude` takes out. */
export interface Experiment {
	readonly name: string;
	/** The question the experiment answers; becomes the caption of its table. */
	readonly question?: string;
	readonly models: readonly Model[];
	readonly datasets: readonly Dataset[];
	readonly editors: readonly Editor[];
	readonly metrics: readonly Metric[];
	readonly reports: readonly Report[];
	readonly seeds: readonly number[];
	readonly regime: Regime;
	readonly fidelity: FidelitySettings;
	readonly aggregation: Aggregation;
	/** Cells that are taken out of the grid. */
	readonly exclude: (cell: CellKey) => boolean;
	readonly published: readonly PublishedTable[];
	readonly engine: EngineChoice;
	/** Whether each edit's weight changes are kept in the run's folder, for `bench apply`. */
	readonly saveDeltas: boolean;
	/** Independent edits that go through the model side by side; the unedited one is asked about twice as many records at once. */
	readonly lanes: number | "auto";
}

/** What `defineExperiment` takes; lists may nest what one factory call with a sweep gives. */
export interface ExperimentDefinition<Datasets extends readonly OneOrMany<Dataset<Erased>>[]> {
	/** kebab-case; the folder below runs/ in which results lie. */
	readonly name: string;
	readonly question?: string;
	readonly models: readonly OneOrMany<Model>[];
	readonly datasets: Datasets;
	readonly editors: readonly OneOrMany<Editor>[];
	/** Every metric must be able to score a record of every dataset listed. */
	readonly metrics: readonly OneOrMany<Metric<RecordOf<Datasets[number]>>>[];
	/** What is written beside the table that is printed. */
	readonly reports?: readonly OneOrMany<Report>[];
	/** @default [0] */
	readonly seeds?: readonly number[];
	/** @default single() */
	readonly regime?: Regime;
	/** @default "exact" */
	readonly fidelity?: FidelityOption;
	/** @default "pooled" */
	readonly aggregation?: Aggregation;
	/** Takes cells out of the grid. */
	readonly exclude?: (cell: CellKey) => boolean;
	/** Published numbers to show beside ours. */
	readonly published?: readonly PublishedTable[];
	readonly engine?: EngineChoice;
	/**
	 * Keeps each edit's weight changes in the run's folder, for `bench apply`: a few kB a record where they are of low
	 * rank (ROME, MEMIT), else as large as the weights that are edited. @default false
	 */
	readonly saveDeltas?: boolean;
	/**
	 * Independent edits that go through the model side by side, where the editor can: faster, and equal but for rounding.
	 * The unedited model is asked about twice as many records together, in batches too. `auto` goes by the machine's memory.
	 *
	 * @default 1
	 */
	readonly lanes?: number | "auto";
}

/**
 * Declares an experiment. Export it as the default of a file and give the file to `bench run`.
 *
 * @throws UserError where a setting is none that can be used, a list is empty or holds something else than plug-ins of its kind,
 * or two plug-ins of a list have the same label
 */
export function defineExperiment<const Datasets extends readonly OneOrMany<Dataset<Erased>>[]>(
	definition: ExperimentDefinition<Datasets>,
): Experiment {
	checkDefinition(definition);
	const { name, question } = definition;
	return {
		name,
		...(question !== undefined && { question: checkQuestion(question, name) }),
		models: list<Model>("model", definition.models, name),
		datasets: list<Dataset>("dataset", definition.datasets, name),
		editors: list<Editor>("editor", definition.editors, name),
		metrics: list<Metric>("metric", definition.metrics, name),
		reports: checkList<Report>(definition.reports ?? [], "report", name),
		seeds: checkSeeds(definition.seeds ?? [0], name),
		regime: checkRegime(definition.regime ?? single(), name),
		fidelity: checkFidelity(definition.fidelity ?? "exact", name),
		aggregation: checkAggregation(definition.aggregation ?? "pooled", name),
		exclude: checkExclude(definition.exclude ?? (() => false), name),
		published: checkPublished(definition.published ?? [], name),
		engine: checkEngine(definition.engine ?? {}, name),
		saveDeltas: checkSaveDeltas(definition.saveDeltas ?? false, name),
		lanes: checkLanes(definition.lanes ?? 1, name),
	};
}

const known = [
	"name question models datasets editors metrics reports seeds",
	"regime fidelity aggregation exclude published engine saveDeltas lanes",
].flatMap((names) => names.split(" "));

function checkDefinition(definition: unknown): void {
	if (!isObject(definition)) {
		throw new UserError(`defineExperiment() got ${describeValue(definition)}`, {
			hint: "Give it an object with name, models, datasets, editors and metrics.",
		});
	}
	const { name } = definition;
	checkName(name);
	checkKeys(name as string, definition, known);
}

function checkName(name: unknown): void {
	if (typeof name === "string" && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) return;
	throw new UserError(`An experiment's "name" must be in kebab-case, got ${JSON.stringify(name)}`, {
		hint: 'It names a folder: give lower-case letters, digits and hyphens, such as "my-first-run".',
	});
}

/** A list that must not be empty, in which each label stands once. */
function list<T extends { readonly label: string }>(
	kind: PluginKind,
	given: readonly unknown[] | undefined,
	name: string,
): readonly T[] {
	const setting = `${kind}s`;
	if (given === undefined || (Array.isArray(given) && given.length === 0)) {
		throw new UserError(`Experiment "${name}" lists no ${setting}`, {
			hint: `Give "${setting}" a list of at least one.`,
		});
	}
	const entries = checkList<T>(given, kind, name);
	const seen = new Set<string>();
	const twice = entries.find(({ label }) => seen.size === seen.add(label).size)?.label;
	if (twice === undefined) return entries;
	throw new UserError(`Experiment "${name}" lists "${twice}" twice in "${setting}"`, {
		hint: "Rows and columns go by their labels: take one out, or give it other parameters.",
	});
}

function checkSaveDeltas(saveDeltas: unknown, name: string): boolean {
	if (typeof saveDeltas === "boolean") return saveDeltas;
	const hint = "Give true, to keep each edit's weight changes for bench apply, or false.";
	throw settingError(name, "saveDeltas", saveDeltas, hint);
}

function checkLanes(lanes: unknown, name: string): number | "auto" {
	if (lanes === "auto" || (Number.isSafeInteger(lanes) && (lanes as number) >= 1)) return lanes as number;
	const hint = 'Give a whole number of at least 1, or "auto" to go by the machine\'s memory.';
	throw settingError(name, "lanes", lanes, hint);
}

function checkSeeds(seeds: unknown, name: string): readonly number[] {
	if (
		Array.isArray(seeds) &&
		seeds.length > 0 &&
		seeds.every(Number.isSafeInteger) &&
		new Set(seeds).size === seeds.length
	)
		return seeds;
	const hint = "Give different whole numbers, at least one: seeds: [0, 1, 2].";
	throw settingError(name, "seeds", seeds, hint);
}

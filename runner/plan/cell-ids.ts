import type { Dataset, DatasetSource } from "#core/dataset";
import type { Editor } from "#core/editor";
import type { EngineChoice, Experiment } from "#core/experiment";
import type { Scoring } from "#core/fidelity";
import type { ModelSource } from "#core/model";
import type { Configured, Erased, PluginKind } from "#core/plugin";
import type { ResolvedParams } from "#core/resolve-editor";
import { idsBySeed, membersOf } from "./content-id.ts";
import type { GridCell } from "./grid.ts";
import { harnessVersion, pluginIdentity } from "./plugin-version.ts";

/** What is known of a cell's inputs once they are on this machine. */
export interface CellInputs {
	readonly model: ModelSource;
	readonly dataset: DatasetSource;
}

/** The cells' names by their seeds, in which alone they differ. */
export type IdOfSeed = (seed: number) => string;

/** Names the folders of one model's and one dataset's cells. */
export interface CellIds {
	/** Of the unedited model's answers: the same for all editors. */
	readonly baseline: (scorings: readonly Scoring[]) => IdOfSeed;
	/**
	 * A hash of everything that can change a record's result, but the records that it depends on: a stored line names these
	 * itself (see `RecordNames`). So cells of one dataset that keep different records share a folder.
	 */
	readonly cell: (editor: Editor, params: ResolvedParams["params"], scorings: readonly Scoring[]) => IdOfSeed;
}

export function cellIds(
	experiment: Experiment,
	plugins: Pick<GridCell, "model" | "dataset">,
	inputs: CellInputs,
	lanes = 1,
): CellIds {
	const asked = membersOf(askedOf(experiment, plugins, inputs, lanes));
	const { regime, fidelity } = experiment;
	return {
		baseline: (scorings) => idsBySeed({ ...asked, ...membersOf({ scorings }) }),
		cell: (editor, params, scorings) =>
			idsBySeed({
				...asked,
				...membersOf({
					scorings,
					editor: { ...pluginIdentity(editor), params },
					regime,
					edit: fidelity.edit,
				}),
			}),
	};
}

function askedOf(
	{ metrics, engine }: Experiment,
	{ model, dataset }: Pick<GridCell, "model" | "dataset">,
	inputs: CellInputs,
	lanes: number,
) {
	return {
		editbench: harnessVersion(),
		model: { ...withParams(model), hash: inputs.model.hash },
		dataset: { ...pluginIdentity(dataset), params: unselecting(dataset), hash: inputs.dataset.hash },
		// A note says what else a score depends on, such as which sentence splitter the environment offers.
		metrics: metrics.map((metric) => ({
			...withParams(metric),
			label: metric.label,
			note: metric.implementation.note?.(metric.params),
		})),
		// Side by side, sums are rounded otherwise.
		...(lanes > 1 && { lanes }),
		engine: engineIdentity(engine),
	};
}

const withParams = (plugin: Configured<PluginKind, Erased, Erased>) => ({
	...pluginIdentity(plugin),
	params: plugin.params,
});

/** Parameters of a dataset but those that choose records. */
function unselecting({ implementation, params }: Dataset): Readonly<Record<string, unknown>> {
	const selects: readonly string[] = implementation.selects ?? [];
	return Object.fromEntries(Object.entries(params).filter(([name]) => !selects.includes(name)));
}

const engineIdentity = ({ name = "onnx", gpu, threads }: EngineChoice) => ({
	name,
	gpu,
	threads,
	precision: "float32",
});

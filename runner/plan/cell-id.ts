import type { DatasetSource } from "#core/dataset";
import type { EngineChoice, Experiment } from "#core/experiment";
import type { Scoring } from "#core/fidelity";
import type { ModelSource } from "#core/model";
import type { Configured, Erased, PluginKind } from "#core/plugin";
import type { ResolvedParams } from "#core/resolve-editor";
import { contentId } from "./content-id.ts";
import { editbenchVersion } from "./editbench-version.ts";
import type { GridCell } from "./grid.ts";
import type { Grouping } from "./grouping.ts";
import { pluginIdentity } from "./plugin-version.ts";

/** What is known of a cell's inputs once they are on this machine. */
export interface CellInputs {
	readonly model: ModelSource;
	readonly dataset: DatasetSource;
}

/**
 * Name of a cell's folder: a hash of everything that can change its numbers. How many of the dataset's first records
 * are wanted is not among it, since no record's result depends on that; except where it takes facts from a batch.
 */
export function cellId(
	experiment: Experiment,
	cell: GridCell,
	inputs: CellInputs,
	{ params }: ResolvedParams,
	scorings: readonly Scoring[],
	{ cut, lanes }: Pick<Grouping, "cut"> & { readonly lanes?: number } = {},
): string {
	return contentId({
		...askedOf(experiment, cell, inputs, scorings, lanes),
		editor: { ...pluginIdentity(cell.editor), params },
		regime: { ...experiment.regime, cut },
		edit: experiment.fidelity.edit,
	});
}

/** Name of the folder with the unedited model's answers: the same for all editors. */
export const baselineId = (
	experiment: Experiment,
	cell: GridCell,
	inputs: CellInputs,
	scorings: readonly Scoring[],
	lanes?: number,
): string => contentId(askedOf(experiment, cell, inputs, scorings, lanes));

function askedOf(
	{ metrics, engine }: Experiment,
	{ model, dataset, seed }: GridCell,
	inputs: CellInputs,
	scorings: readonly Scoring[],
	lanes = 1,
) {
	return {
		editbench: editbenchVersion(),
		model: { ...withParams(model), hash: inputs.model.hash },
		// Draws are keyed by the label.
		dataset: { ...withParams(dataset), hash: inputs.dataset.hash, label: dataset.label },
		// A note says what else a score depends on, such as which sentence splitter the environment offers.
		metrics: metrics.map((metric) => ({
			...withParams(metric),
			label: metric.label,
			note: metric.implementation.note?.(metric.params),
		})),
		scorings,
		seed,
		// Side by side, sums are rounded otherwise.
		...(lanes > 1 && { lanes }),
		engine: engineIdentity(engine),
	};
}

const withParams = (plugin: Configured<PluginKind, Erased, Erased>) => ({
	...pluginIdentity(plugin),
	params: plugin.params,
});

/** Threads are left out: they change the time. */
const engineIdentity = ({ name = "onnx", gpu }: EngineChoice) => ({ name, gpu, precision: "float32" });

import type { Dataset } from "#core/dataset";
import type { Editor } from "#core/editor";
import { UserError } from "#core/errors";
import type { Experiment } from "#core/experiment";
import type { Model } from "#core/model";
import type { CellKey } from "#core/results";
import { unedited } from "#core/unedited";

/** One model, dataset, editor and seed. */
export interface GridCell {
	readonly model: Model;
	readonly dataset: Dataset;
	readonly editor: Editor;
	readonly seed: number;
}

/** Rows of the experiment's table: its editors, with the unedited model first where it names it nowhere. */
export const editorsOf = ({ editors }: Experiment): readonly Editor[] =>
	editors.some(({ implementation }) => implementation.unedited) ? editors : [...unedited(), ...editors];

/**
 * Models × datasets × editors × seeds, in declaration order, less what the experiment excludes.
 *
 * @throws UserError where nothing is left
 */
export function expandGrid(experiment: Experiment): readonly GridCell[] {
	const { name, models, datasets, seeds, exclude } = experiment;
	const editors = editorsOf(experiment);
	const cells = models.flatMap((model) =>
		datasets.flatMap((dataset) =>
			editors.flatMap((editor) => seeds.map((seed) => ({ model, dataset, editor, seed }))),
		),
	);
	const kept = cells.filter((cell) => !exclude(keyOf(cell)));
	if (kept.length > 0) return kept;
	throw new UserError(`Experiment "${name}" excludes every cell of its grid`, {
		hint: '"exclude" must answer false for what is to run.',
	});
}

export const keyOf = ({ model, dataset, editor, seed }: GridCell): CellKey => ({
	model: model.label,
	dataset: dataset.label,
	editor: editor.label,
	seed,
});

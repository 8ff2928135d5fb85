import type { Scoring } from "#core/fidelity";
import type { CellResults, Results } from "#core/results";

/** Cells of one model as a table lays them out. */
export interface CellGrid {
	readonly model: string;
	/** Column groups, in the experiment's order. */
	readonly datasets: readonly string[];
	/** Rows: the unedited model, then the experiment's order. */
	readonly editors: readonly string[];
	/** One cell a seed; none where the experiment excludes it. */
	readonly cellsAt: (editor: string, dataset: string) => readonly CellResults[];
}

export interface ScoreGrid extends CellGrid {
	readonly scoring: Scoring;
}

/** One grid a model. */
export function cellGrids({ cells }: Pick<Results, "cells">): CellGrid[] {
	const models = distinct(cells.map(({ key }) => key.model));
	return models.map((model) =>
		gridOf(
			model,
			cells.filter(({ key }) => key.model === model),
		),
	);
}

/** One grid a model and scoring: numbers of different scorings are not comparable. */
export function scoreGrids({ cells }: Pick<Results, "cells">): ScoreGrid[] {
	return distinct(cells.map(({ key }) => key.model)).flatMap((model) => {
		const ofModel = cells.filter(({ key }) => key.model === model);
		return distinct(ofModel.flatMap(({ scorings }) => scorings)).map((scoring) => {
			const scored = ofModel.filter(({ scorings }) => scorings.includes(scoring));
			return { ...gridOf(model, scored), scoring };
		});
	});
}

function gridOf(model: string, cells: readonly CellResults[]): CellGrid {
	const rows = [...cells.filter(({ unedited }) => unedited), ...cells.filter(({ unedited }) => !unedited)];
	return {
		model,
		datasets: distinct(cells.map(({ key }) => key.dataset)),
		editors: distinct(rows.map(({ key }) => key.editor)),
		cellsAt: (editor, dataset) => cells.filter(({ key }) => key.editor === editor && key.dataset === dataset),
	};
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

import type { CellKey, CellState } from "#core/results";

/** `mini-gpt2 · atlas · ICE`; the seed where it is not the usual 0. */
export const cellName = ({ model, dataset, editor, seed }: CellKey): string =>
	[model, dataset, editor, ...(seed === 0 ? [] : [`seed ${seed}`])].join(" · ");

/** How a cell ended, with the reason. */
export const outcomeText = (outcome: CellState): string =>
	"reason" in outcome ? `${outcome.state} (${outcome.reason})` : outcome.state;

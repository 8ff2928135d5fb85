import type { CellKey, CellState } from "#core/results";
import type { RunEvent } from "#runner/index";
import { runBars } from "./run-bars.ts";
import { runLines } from "./run-lines.ts";

/** Shows how a run comes along, on stderr: stdout is for the table. */
export interface RunProgress {
	readonly onEvent: (event: RunEvent) => void;
	/** A line of its own. */
	readonly say: (text: string) => void;
	readonly stop: () => void;
}

/** Bars on a terminal, plain lines without one. */
export const runProgress = (): RunProgress => (process.stderr.isTTY ? runBars() : runLines());

/** `mini-gpt2 · atlas · ICE`; the seed where it is not the only one. */
export const cellName = ({ model, dataset, editor, seed }: CellKey): string =>
	[model, dataset, editor, ...(seed === 0 ? [] : [`seed ${seed}`])].join(" · ");

export const outcomeText = (outcome: CellState): string =>
	"reason" in outcome ? `${outcome.state} (${outcome.reason})` : outcome.state;

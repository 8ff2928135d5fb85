import { totalmem } from "node:os";
import type { ModelShape } from "#core/editable-model";
import type { Experiment } from "#core/experiment";

/** More lanes than these gain nothing: matrices are large enough by then. */
const MOST = 8;
/** Of the machine's memory, for all lanes of one worker. */
const SHARE = 1 / 4;
/** Blocks that the methods of the papers edit. */
const BLOCKS = 5;
/** Weight, two moments, gradient, and two copies on the way; single precision. */
const BYTES = 6 * 4;
/** Of the tokens of a lane, about. */
const ACTIVATIONS = 128 * 2 ** 20;

/**
 * How many independent edits of a model go through it side by side. `auto` goes by the machine's memory and the size of the
 * matrices that are edited, so that it is the same whenever it is asked.
 */
export function lanesOf({ lanes }: Pick<Experiment, "lanes">, { hidden, inner }: ModelShape): number {
	if (lanes !== "auto") return lanes;
	const lane = BLOCKS * hidden * inner * BYTES + ACTIVATIONS;
	return Math.max(1, Math.min(MOST, Math.floor((totalmem() * SHARE) / lane)));
}

/**
 * About how many records the unedited model is asked together. It has no lanes to hold, and a step of sixteen texts takes
 * hardly longer than one of eight: both read all weights.
 */
export const askedTogether = (lanes: number): number => (lanes === 1 ? 1 : 2 * lanes);

import { UserError } from "./errors.ts";

/** Every edit writes one fact and starts from the unedited model. */
export interface SingleRegime {
	readonly kind: "single";
}

/** Every edit writes several facts at once and starts from the unedited model. */
export interface BatchRegime {
	readonly kind: "batch";
	/** Facts of one edit; the last edit of a dataset may have fewer. */
	readonly size: number;
}

/** How the edits of a cell follow each other. */
export type Regime = SingleRegime | BatchRegime;

/** Each edit starts from the unedited model, whose weights are the same bit for bit afterwards. */
export const single = (): SingleRegime => ({ kind: "single" });

/**
 * One edit for each `size` records of a dataset: the first ones, those after them, and so on. The edited model is asked
 * about each. Editors that do not declare `batch` are skipped.
 *
 * @throws UserError where `size` is no whole number of at least 1
 */
export function batch(size: number): BatchRegime {
	if (Number.isSafeInteger(size) && size >= 1) return { kind: "batch", size };
	throw new UserError(`batch() takes a whole number of at least 1, got ${size}`, {
		hint: "It is the number of facts that one edit writes: regime: batch(100).",
	});
}

/** For headings. */
export const regimeTitle = (regime: Regime): string =>
	regime.kind === "single" ? "single edits" : `batch edits of ${regime.size}`;

/** For programs. */
export const regimeName = (regime: Regime): string =>
	regime.kind === "single" ? "single" : `batch(${regime.size})`;

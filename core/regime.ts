/** Every edit starts from the unedited model. */
export interface SingleRegime {
	readonly kind: "single";
}

/** How the edits of a cell follow each other. */
export type Regime = SingleRegime;

/** Each edit starts from the unedited model, whose weights are the same bit for bit afterwards. */
export const single = (): SingleRegime => ({ kind: "single" });

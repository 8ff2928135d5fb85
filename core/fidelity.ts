/**
 * `exact`: the published algorithms and hyper-parameters, without faults of padding, tokenisation and alignment.
 * `reference`: what the public code does, faults included; needed to reproduce published numbers.
 */
export type Fidelity = "exact" | "reference";

/** How edits are made and how they are scored. Recorded with every score and shown in every table. */
export interface FidelitySettings {
	readonly edit: Fidelity;
	readonly score: Fidelity | "both";
}

/** `"both"` means reference edits, scored both ways. */
export type FidelityOption = Fidelity | "both" | FidelitySettings;

export function resolveFidelity(option: FidelityOption = "exact"): FidelitySettings {
	if (typeof option === "object") return option;
	return option === "both" ? { edit: "reference", score: "both" } : { edit: option, score: option };
}

/** Whether a score was read at the answer's own positions, or as the reference pads and slices. */
export type Scoring = "exact" | "reference-left" | "reference-right";

/** The scorings of one cell, given the side on which its editor pads. */
export function scoringsOf({ score }: FidelitySettings, side: "left" | "right"): Scoring[] {
	const reference: Scoring = `reference-${side}`;
	if (score === "both") return ["exact", reference];
	return [score === "exact" ? "exact" : reference];
}

/** How the ratio is computed. Numbers of one are never shown under the name of another. */
export type Variant = "reference" | "full_prompt" | "shifted";

export const variants: Readonly<
	Record<Variant, { readonly key: string; readonly column: string; readonly note: string }>
> = {
	reference: {
		key: "ppl_r",
		column: "PPL_r",
		note: "PPL_r as the public code computes it: log-probabilities read one token late, the target after the prompt's first character",
	},
	full_prompt: {
		key: "ppl_r_full_prompt",
		column: "PPL_r full prompt",
		note: "PPL_r full prompt: log-probabilities read one token late, the target after the whole prompt",
	},
	shifted: {
		key: "ppl_r_shifted",
		column: "PPL_r shifted",
		note: "PPL_r shifted: the paper's formula, each token's probability given those before it",
	},
};

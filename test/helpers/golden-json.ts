/** A stored vector or matrix; SmolLM2's come with 64 values at flat indices. */
export interface GoldenTensor {
	readonly shape: readonly number[];
	readonly norm: number;
	readonly abs_max: number;
	readonly at?: readonly number[];
	readonly values?: readonly number[];
}

/** One probe at a time. */
export interface GoldenExact {
	readonly rewrite_acc: readonly number[];
	readonly rephrase_acc?: readonly number[];
	readonly portability: Readonly<Record<string, readonly number[]>>;
	/** Ids predicted at the answer's positions. */
	readonly locality_ids: Readonly<Record<string, readonly (readonly number[])[]>>;
}

/** The reference's own function. Keys of the groups end in `_acc` and `_output`. */
export interface GoldenReference {
	readonly rewrite_ppl: number;
	readonly rewrite_acc: readonly number[];
	readonly rephrase_ppl?: number;
	readonly rephrase_acc?: readonly number[];
	readonly portability: Readonly<Record<string, readonly number[]>>;
	readonly locality: Readonly<Record<string, readonly (readonly number[])[]>>;
}

export interface GoldenScores {
	readonly exact: GoldenExact;
	readonly reference_left?: GoldenReference;
	readonly reference_right?: GoldenReference;
}

export interface GoldenText {
	readonly record: number;
	readonly text: string;
	readonly ngram_entropy: number;
	readonly ppl_gen: number;
	readonly ppl_target: number;
	readonly ppl_target_first_character: number;
	readonly ppl_gen_shifted: number;
	readonly ppl_target_shifted_with_blank: number;
}

export interface GoldenBatch {
	readonly ids: readonly (readonly number[])[];
	readonly mask: readonly (readonly number[])[];
	readonly [other: string]: unknown;
}

/** An edit of FT-L, FT-M or ICE; ROME's and MEMIT's have other fields beside. */
export interface GoldenEdit {
	readonly method: string;
	readonly record: number;
	readonly padding: "left" | "right";
	readonly context: readonly string[] | null;
	readonly params: {
		readonly layers: readonly number[];
		readonly num_steps: number;
		readonly lr: number;
		readonly norm_constraint: number;
		readonly objective_optimization: string;
		readonly temperature: number;
		readonly max_new_tokens: number;
		readonly static_target: boolean;
		readonly sample_with_context: boolean;
		readonly print_kl: boolean;
		readonly num_return_sequences: number;
	};
	readonly loss: readonly number[];
	readonly delta: Readonly<Record<string, GoldenTensor>>;
	readonly post: GoldenScores;
	/** ICE: per draw, all rows with prefix, padding and sampled tokens. */
	readonly generated?: readonly (readonly (readonly number[])[])[];
	readonly instructions?: readonly (readonly string[])[];
}

/** A `<checkpoint>.json` of the golden folder. */
export interface GoldenJson {
	readonly checkpoint: string;
	readonly records: readonly number[];
	readonly ft_padding: "left" | "right";
	readonly forward: {
		readonly prompts: readonly string[];
		readonly rows: readonly {
			readonly ids: readonly number[];
			readonly logits: GoldenTensor;
			readonly logsumexp: readonly number[];
			readonly argmax: readonly number[];
			readonly greedy_20: readonly number[];
		}[];
		readonly batch_left: GoldenBatch;
		readonly batch_right: GoldenBatch;
	};
	/** By record number. */
	readonly pre: Readonly<Record<string, GoldenScores>>;
	readonly texts: readonly GoldenText[];
	readonly edits: readonly GoldenEdit[];
}

import type { ProbeScores } from "#core/aggregate";

/**
 * One record of `<method>_<dataset>_<model>_results.json`, under the names of the file. The ICE and EasyEdit tools
 * write and read the same form. All accuracies are fractions.
 */
export interface ResultRecord {
	/** The unedited model. Absent in files of tools that leave it out. */
	readonly pre?: ResultScores;
	/** Position in the run that wrote the file, so several files may repeat it; nothing is looked up by it. */
	readonly case_id?: number | string;
	readonly requested_rewrite?: RequestedRewrite;
	/** Seconds the edit took. */
	readonly time?: number;
	/** The edited model. Absent in a file of results before editing. */
	readonly post?: ResultScores;
}

/** Scores of one model on one record; lists hold one value per probe. */
export interface ResultScores {
	readonly rewrite_acc: readonly number[];
	readonly rewrite_ppl?: readonly number[];
	readonly rephrase_acc?: readonly number[];
	/** Keys end in `_acc`: `Subject_Aliasing_acc`, `reasoning_acc`, `Logical_Generalization_acc`. */
	readonly portability?: ProbeScores;
	/** Keys end in `_acc`: `Relation_Specificity_acc`, `Forgetfulness_acc`. Absent before editing: it compares with that. */
	readonly locality?: ProbeScores;
	/** Entropy in bits, not yet × 100. */
	readonly fluency?: { readonly ngram_entropy: number };
}

export interface RequestedRewrite {
	readonly prompt: string | readonly string[];
	readonly target_new: string;
	readonly ground_truth?: string;
	readonly subject?: string;
	readonly rephrase_prompt?: string;
	readonly context?: readonly string[];
	readonly portability?: ResultProbes;
	readonly locality?: ResultProbes;
}

/** Probes of each key, prompts and answers side by side. */
export type ResultProbes = Readonly<
	Record<string, { readonly prompt: readonly string[]; readonly ground_truth: readonly string[] }>
>;

/** One record of `<method>_<dataset>_<model>_gen_sentence.json`: what the edited model wrote when given the prompt. */
export interface TextRecord {
	readonly prompt: readonly string[];
	readonly target_new: string;
	readonly ground_truth?: string;
	/** Prompt and continuation, as decoded. */
	readonly generation_sentence: readonly string[];
}

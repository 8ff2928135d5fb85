import type { Probe } from "./record.ts";

/**
 * Several questions with known answers, fed as `prompt + join + answer`, the join being the record's. Under reference scoring the probes of one
 * ask form one padded batch, never regrouped; under exact scoring each stands by itself.
 */
export interface TeacherForcedAsk {
	readonly kind: "teacherForced";
	readonly probes: readonly Probe[];
}

/** How the next token is drawn. Greedy where `temperature` is 0. */
export interface Sampling {
	readonly temperature: number;
	/** Keep the k most likely tokens; `null` keeps all. */
	readonly topK: number | null;
	/** Keep the smallest set of tokens whose probabilities sum to at least this; `null` keeps all. */
	readonly topP: number | null;
}

/** Free generation from a prompt. */
export interface GenerateAsk {
	readonly kind: "generate";
	readonly prompt: string;
	readonly sampling: Sampling;
	/** Prompt (special tokens included) and new tokens together; a longer prompt generates nothing. */
	readonly totalTokens: number;
	/** Whether the end-of-text token ends the text. */
	readonly stopAtEnd: boolean;
}

/** Log-probabilities of a text's own tokens. */
export interface LogProbsAsk {
	readonly kind: "logProbs";
	readonly text: string;
	/** The part of `text` the caller cares about starts after this; its tokens are counted alone. */
	readonly prefix?: string;
}

/** What a metric may ask of a model. `of: "unedited"` spares the edited model the question. */
export type Ask = (TeacherForcedAsk | GenerateAsk | LogProbsAsk) & { readonly of?: "unedited" };
/** Asks of one metric by names of its own; the answers come back under the same names. */
export type AskMap = Readonly<Record<string, Ask>>;

/** One probe as answered. All three lists have one entry per answer position. */
export interface ProbeAnswer {
	/** Ids that count as right. */
	readonly target: readonly number[];
	/** The model's argmax. */
	readonly predicted: readonly number[];
	/** Natural-log probability of the target. */
	readonly logProbs: readonly number[];
}

/** A generated text. */
export interface GeneratedText {
	readonly prompt: readonly number[];
	readonly ids: readonly number[];
	/** Prompt and new tokens, decoded without special tokens and normalised: see docs/metrics.md, Texts. */
	readonly text: string;
}

/** log p of a text's tokens, natural logarithm. */
export interface TextLogProbs {
	readonly ids: readonly number[];
	/** Tokens of the ask's `prefix` alone (special tokens included); 0 without one. */
	readonly prefix: number;
	/** log p(token t | tokens before t) for t ≥ 1: one entry fewer than `ids`. */
	readonly shifted: readonly number[];
	/** log p read *at* token t's own position, as the reference implementation gathers it: a number about the next token. */
	readonly unshifted: readonly number[];
}

/** What an ask is answered with. */
export type AnswerOf<A> = A extends { readonly kind: "teacherForced" }
	? readonly ProbeAnswer[]
	: A extends { readonly kind: "generate" }
		? GeneratedText
		: A extends { readonly kind: "logProbs" }
			? TextLogProbs
			: never;
/** Answers to a metric's asks. */
export type Answers<M> = { readonly [K in keyof M]: AnswerOf<M[K]> };
/** Any answer, as stored. */
export type Answer = readonly ProbeAnswer[] | GeneratedText | TextLogProbs;
/** Any answers by name, as stored. */
export type AnswerMap = Readonly<Record<string, Answer>>;

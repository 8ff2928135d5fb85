import { readFileSync } from "node:fs";
import { join } from "node:path";
import { goldenFolder } from "./_shared/tokenizer/reference-tokens.ts";

/** One prompt as the reference implementation runs it. All but `greedy_20` have one entry a token. */
export interface GoldenRow {
	readonly ids: readonly number[];
	readonly logits: {
		readonly norm: number;
		/** Flat indices and their values, where the logits are not stored in full. */
		readonly at?: readonly number[];
		readonly values?: readonly number[];
	};
	readonly logsumexp: readonly number[];
	readonly argmax: readonly number[];
	/** The prompt with up to 20 greedy tokens. */
	readonly greedy_20: readonly number[];
}

/** The prompts padded to one length. */
export interface GoldenBatch {
	readonly ids: readonly (readonly number[])[];
	readonly mask: readonly (readonly number[])[];
	/** At the tokens of each row that are not padding. */
	readonly argmax_when_position_ids_are_not_given: readonly (readonly number[])[];
}

export interface GoldenForward {
	readonly prompts: readonly string[];
	readonly rows: readonly GoldenRow[];
	readonly batch_left: GoldenBatch;
	readonly batch_right: GoldenBatch;
}

/** `forward` of the golden numbers; see the README beside them. */
export function goldenForward(name: string, folder = goldenFolder): GoldenForward {
	const golden = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as { forward: GoldenForward };
	return golden.forward;
}

import type { TokenBatch } from "#core/editable-model";
import type { Fidelity } from "#core/fidelity";
import type { Tokenizer } from "#core/tokenizer";
import { promptIds } from "../_shared/target-ids.ts";
import { padRows } from "./pad-rows.ts";

/** What an edit feeds, as ids. */
export interface Feed {
	readonly tokenizer: Tokenizer;
	readonly fidelity: Fidelity;
	/** Context sentences; one row each. */
	readonly sentences: readonly string[];
	/** q */
	readonly prompt: string;
	/** x*, with its leading blank. */
	readonly target: string;
	/** Ids of [q, x*]. */
	readonly sentence: readonly number[];
	/** Ids at the end of `sentence` that are trained as the target. */
	readonly targetLength: number;
}

/**
 * [c, q, x*] for each context sentence, c = instruction + sentence + " Now: ". `exact`: rows as long as they are.
 * `reference`: padded with end-of-text on the tokenizer's side.
 */
export function conditioned(feed: Feed, instructions: readonly string[]): TokenBatch {
	const { tokenizer, fidelity, sentences, prompt, target, sentence, targetLength } = feed;
	const opening = (row: number) => `${instructions[row]}${sentences[row]} Now: ${prompt}`;
	if (fidelity === "reference") {
		return padRows(
			tokenizer,
			sentences.map((_, row) => tokenizer.encode(opening(row) + target)),
		);
	}
	// The target's own ids, whatever stands before them: rows are matched from their ends.
	const targetIds = sentence.slice(-targetLength);
	const before = (row: number) => promptIds(tokenizer, { prompt: opening(row), target }, fidelity);
	return { ids: sentences.map((_, row) => [...before(row), ...targetIds]) };
}

/** [q, x*] for each context sentence, to sample without context. */
export const unconditioned = ({ sentences, sentence }: Feed): TokenBatch => ({
	ids: sentences.map(() => sentence),
});

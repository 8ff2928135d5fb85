import type { Sampling } from "#core/ask";
import { kthLargest } from "./kth-largest.ts";

/** Tokens that may come next, in order of their ids. */
export interface Candidates {
	readonly ids: readonly number[];
	/** Proportional to their probabilities, in double precision. */
	readonly weights: readonly number[];
}

/**
 * What is left of a vocabulary, in transformers' order: logits are divided by the temperature, then the k most likely
 * tokens kept (and those as likely as the k-th), then the top-p set:
 *
 *     keep t  where  Σ p(u), over u not more likely than t and t itself, > 1 − p
 *
 * that is, the fewest most likely tokens that have at least p together.
 *
 * @param logits of one row; −∞ forbids a token
 */
export function candidates(logits: Float32Array, { temperature, topK, topP }: Sampling): Candidates {
	const least = topK === null ? Number.NEGATIVE_INFINITY : kthLargest(logits, topK);
	const ids: number[] = [];
	for (let id = 0; id < logits.length; id++) {
		if (logits[id]! >= least && logits[id]! > Number.NEGATIVE_INFINITY) ids.push(id);
	}
	const most = ids.reduce((max, id) => Math.max(max, logits[id]!), Number.NEGATIVE_INFINITY);
	const weights = ids.map((id) => Math.exp((logits[id]! - most) / temperature));
	return topP === null ? { ids, weights } : topSet({ ids, weights }, topP);
}

function topSet({ ids, weights }: Candidates, p: number): Candidates {
	const rising = weights.map((_, i) => i).sort((a, b) => weights[a]! - weights[b]!);
	const spare = (1 - p) * weights.reduce((sum, weight) => sum + weight, 0);
	const dropped = new Set<number>();
	let sum = 0;
	for (const i of rising.slice(0, -1)) {
		sum += weights[i]!;
		if (sum > spare) break;
		dropped.add(i);
	}
	const isKept = (_: number, i: number) => !dropped.has(i);
	return { ids: ids.filter(isKept), weights: weights.filter(isKept) };
}

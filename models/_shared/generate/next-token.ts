import type { Sampling } from "#core/ask";
import type { Random } from "#engine/rng";
import { timed } from "#engine/spent-time";
import { type Candidates, candidates } from "./candidates.ts";

/**
 * Chooses the next token of one row: the most likely where the temperature is 0, else by one uniform number from the
 * row's own stream.
 *
 * @param logits of the row, not NaN; −∞ forbids a token
 */
export const nextToken = (logits: Float32Array, sampling: Sampling, random: Random | undefined): number =>
	timed("sampling", "next token", () => choose(logits, sampling, random));

function choose(logits: Float32Array, sampling: Sampling, random: Random | undefined): number {
	if (sampling.temperature === 0) return mostLikely(logits);
	if (random === undefined) throw new Error("Sampling needs a stream of random numbers for each row");
	return draw(candidates(logits, sampling), random.uniform());
}

/** The first of the largest. */
function mostLikely(logits: Float32Array): number {
	let best = 0;
	let most = Number.NEGATIVE_INFINITY;
	for (let id = 0; id < logits.length; id++) {
		const logit = logits[id]!;
		if (logit <= most) continue;
		[best, most] = [id, logit];
	}
	return best;
}

/** The first token at which the running sum of weights exceeds `uniform` (in [0, 1)) of the whole. */
function draw({ ids, weights }: Candidates, uniform: number): number {
	const wanted = uniform * weights.reduce((sum, weight) => sum + weight, 0);
	let sum = 0;
	for (const [i, weight] of weights.entries()) {
		sum += weight;
		if (sum > wanted) return ids[i]!;
	}
	return ids.at(-1)!;
}

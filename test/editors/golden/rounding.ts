import type { GoldenEdit, GoldenScores } from "../../helpers/golden-json.ts";

/** How far an edit may be from the golden one: relative, and for deltas the norm of the difference. */
export interface Tolerance {
	readonly loss: (step: number) => number;
	readonly delta: number;
	/** Of the edited model's perplexities. */
	readonly perplexity: number;
}

const told: Tolerance = { loss: () => 1e-4, delta: 1e-3, perplexity: 1e-4 };

/**
 * The reference computes in single precision, and Adam amplifies its rounding. On SmolLM2 its losses are up to 3.6e-4
 * from those of double precision, where ours are within 5e-5 (test/with-weights/smollm2-float64.test.ts); and FT-L's of
 * two records turn chaotic: rounding the unedited weights once more moves them by 4e-3. On tiny-llama the loss falls to a
 * fifth in one step, and is moved there by up to 9e-4.
 */
export function toleranceOf(checkpoint: string, { method, record }: GoldenEdit): Tolerance {
	if (checkpoint === "smollm2-135m") {
		const chaotic = { loss: (step: number) => (step < 12 ? 1e-4 : 2e-2), delta: 2e-2, perplexity: 2e-2 };
		if (method === "ft-l" && record !== 1) return chaotic;
		return { ...told, loss: () => 5e-4 };
	}
	if (checkpoint === "tiny-llama" && method === "target-with-context") {
		return { ...told, loss: (step) => (step === 6 || step === 7 ? 1e-3 : 1e-4) };
	}
	return told;
}

/** Id of the full stop and of the comma in SmolLM2's vocabulary. */
const [stop, comma] = [30, 28];

/**
 * The scores that count as golden: more than one set where two tokens are equally likely. One is: after `ice-no-kl` of
 * SmolLM2, two logits of 10.8938 are 1.3e-5 apart.
 */
export function acceptedScores(checkpoint: string, { method, post }: GoldenEdit): GoldenScores[] {
	const { exact, reference_left: left } = post;
	if (checkpoint !== "smollm2-135m" || method !== "ice-no-kl" || !left) return [post];
	const exacts = [exact, { ...exact, locality_ids: withStop(exact.locality_ids) }];
	const lefts = [left, { ...left, locality: withStop(left.locality) }];
	return exacts.flatMap((one) => lefts.map((other) => ({ ...post, exact: one, reference_left: other })));
}

/** The second token of the fourth probe. */
const withStop = (groups: Readonly<Record<string, readonly (readonly number[])[]>>) =>
	Object.fromEntries(
		Object.entries(groups).map(([key, probes]) => [
			key,
			probes.map((ids, probe) => ids.map((id, at) => (probe === 3 && at === 1 && id === comma ? stop : id))),
		]),
	);

/**
 * Tokens that the reference drew though they are far from the 50 likeliest, by method, record and step. The one that there
 * is has rank 7105 while losses before and after agree: taken for a fault of PyTorch 2.0's multinomial, not reproduced.
 */
export const unlikelyDraws: Readonly<Record<string, readonly number[]>> = { "ice.1.7": [14413] };

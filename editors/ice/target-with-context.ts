import { logSoftmax } from "#engine/fused/log-softmax";
import { tf } from "#engine/tf";
import type { Objective } from "../_shared/objective.ts";
import type { Draws } from "./draws.ts";
import { conditioned, type Feed } from "./prefixes.ts";

/**
 * The target's distribution with context, learnt without it and without samples:
 *
 *     L = 1/R Σ_rows mean_{t ∈ x*} KL(sg(P) ‖ Q)        P = p_θ(· | c, q, x*…),  Q = p_θ(· | q, x*…)
 *
 * `reference` reads P as many tokens before the end of the padded row as in z: too late where padding is on the right.
 */
export function targetWithContext(feed: Feed, draws: Draws): Objective {
	const { sentence, targetLength } = feed;
	const first = Math.max(1, sentence.length - targetLength);
	const places = Array.from({ length: sentence.length - first }, (_, i) => first + i - 1);
	return (step, edited) => {
		const batch = conditioned(feed, draws.instructions(step));
		const logP = tf.tidy(() => {
			const at = batch.ids.flatMap((row, i) =>
				places.map((place) => [i, row.length - sentence.length + place] as const),
			);
			const logProbs = logSoftmax(edited.logits(batch, at)); // [rows × target, vocab]
			return logProbs.reshape([batch.ids.length, places.length, -1]) as tf.Tensor3D;
		});
		return {
			rows: [sentence],
			at: places.map((place) => [0, place]),
			loss(logQ) {
				const divergence = tf.exp(logP).mul(logP.sub(logQ)).sum(2); // [rows, target]
				return divergence.mean();
			},
			repeats: true,
			held: [logP],
		};
	};
}

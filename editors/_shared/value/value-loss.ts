import { logSoftmax } from "#engine/fused/log-softmax";
import { tf } from "#engine/tf";
import { logProbsOf } from "../log-probs.ts";
import type { ValueSearch } from "./value-search.ts";

/** The loss of a search for a value, with what it keeps between steps. */
export interface ValueLoss {
	/** @param delta δ, [1, hidden] @returns [] */
	at(delta: tf.Tensor2D, step: number): tf.Scalar;
	dispose(): void;
}

/** @param length ‖h‖ */
export function valueLoss({ model, layer, site, rows, settings }: ValueSearch, length: number): ValueLoss {
	const { ids, subjects, at, targets } = rows;
	const drift = subjects.at(-1)!;
	const batch = model.injectedBatch({ ids }, [...at, drift], { layer, site, at: subjects });
	let first: tf.Tensor2D | undefined; // [1, vocab]
	return {
		at(delta, step) {
			const tensor = tf.matMul(tf.ones([subjects.length, 1]), delta) as tf.Tensor2D; // [rows, hidden]
			const logProbs = logSoftmax(batch.logits(tensor)); // [targets + 1, vocab]
			const likely = logProbsOf(logProbs.slice(0, targets.length), targets).mean(); // []
			const now = logProbs.slice(targets.length, 1); // [1, vocab]
			first ??= tf.keep(now.clone());
			const divergence = tf.sum(now.exp().mul(now.sub(first))); // KL(now ‖ first)
			const loss = divergence.mul(settings.klFactor).sub(likely);
			// At δ = 0, where it begins, the norm has no gradient; the subgradient 0 is taken.
			if (step === 0) return loss as tf.Scalar;
			return loss.add(tf.norm(delta).mul(settings.weightDecay / length ** 2)) as tf.Scalar;
		},
		dispose() {
			first?.dispose();
			batch.dispose();
		},
	};
}

import { pick } from "#engine/fused/pick";
import type { tf } from "#engine/tf";

/** log p of one token a position, or of all at one position. @param logProbs [at or 1, vocab] @returns [at] */
export function logProbsOf(logProbs: tf.Tensor2D, tokens: readonly number[]): tf.Tensor1D {
	const ids = logProbs.shape[0] === 1 ? [tokens] : tokens.map((token) => [token]);
	return pick(logProbs, ids).reshape([-1]);
}

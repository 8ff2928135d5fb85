import { tf } from "#engine/tf";

/** log p of one token a position, or of all at one position. @param logProbs [at or 1, vocab] @returns [at] */
export function logProbsOf(logProbs: tf.Tensor2D, tokens: readonly number[]): tf.Tensor1D {
	const ids = tf.tensor1d(tokens as number[], "int32");
	const chosen = tf.oneHot(ids, logProbs.shape[1], 1, 0, "float32"); // [at, vocab]
	return logProbs.mul(chosen).sum(1);
}

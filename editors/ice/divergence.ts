import { tf } from "#engine/tf";

/** Σ KL(P ‖ Q) = Σ p (log p − log q). @param logP, logQ [at, vocab] @returns [] */
export const divergence = (logP: tf.Tensor2D, logQ: tf.Tensor2D): tf.Scalar =>
	tf.exp(logP).mul(logP.sub(logQ)).sum();

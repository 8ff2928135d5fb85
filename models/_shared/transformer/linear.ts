import { tf } from "#engine/tf";
import type { Weights } from "../architecture.ts";

/** x W + b with W stored [in, out], as GPT-2's Conv1D. @returns [tokens, out] */
export function linearInOut(weights: Weights, name: string, x: tf.Tensor2D): tf.Tensor2D {
	return tf.add(tf.matMul(x, weights(`${name}.weight`) as tf.Tensor2D), weights(`${name}.bias`));
}

/** x Wᵀ (+ b) with W stored [out, in]. @returns [tokens, out] */
export function linearOutIn(weights: Weights, name: string, x: tf.Tensor2D, bias = false): tf.Tensor2D {
	const y: tf.Tensor2D = tf.matMul(x, weights(`${name}.weight`) as tf.Tensor2D, false, true); // [tokens, out]
	return bias ? tf.add(y, weights(`${name}.bias`)) : y;
}

import { tf } from "#engine/tf";

/** (x − mean(x)) / √(var(x) + ε) · g + b over the last axis. */
export function layerNorm(x: tf.Tensor2D, gain: tf.Tensor, bias: tf.Tensor, epsilon: number): tf.Tensor2D {
	const centred = tf.sub(x, tf.mean(x, -1, true)); // [tokens, hidden]
	const variance = tf.mean(tf.square(centred), -1, true); // [tokens, 1]
	return tf.add(tf.mul(tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon))), gain), bias);
}

/** x / √(mean(x²) + ε) · g over the last axis. */
export function rmsNorm(x: tf.Tensor2D, gain: tf.Tensor, epsilon: number): tf.Tensor2D {
	const power = tf.mean(tf.square(x), -1, true); // [tokens, 1]
	return tf.mul(tf.mul(x, tf.rsqrt(tf.add(power, epsilon))), gain);
}

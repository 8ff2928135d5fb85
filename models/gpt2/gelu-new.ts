import { tf } from "#engine/tf";

const slope = Math.sqrt(2 / Math.PI);

/** GELU by its tanh approximation: x/2 · (1 + tanh(√(2/π) (x + 0.044715 x³))). */
export function geluNew(x: tf.Tensor2D): tf.Tensor2D {
	const cubic = tf.mul(x, tf.add(tf.mul(tf.square(x), 0.044715 * slope), slope)); // √(2/π) (x + 0.044715 x³)
	return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(cubic), 1));
}

import { tf } from "#engine/tf";

/**
 * The hidden states as they are; NaN at a token whose squares overflow. A normalisation would divide it by infinity, and the
 * model would go on with zeros, as if it had computed something. What overflows in a block stays in the sum of all blocks,
 * so that it is enough to look before the last normalisation.
 *
 * @returns [tokens, hidden]
 */
export const showOverflow = (x: tf.Tensor2D): tf.Tensor2D =>
	tf.customGrad((given) => {
		const power = tf.sum(tf.square(given as tf.Tensor2D), 1, true); // [tokens, 1]
		return { value: tf.add(given as tf.Tensor2D, tf.sub(power, power)), gradFunc: (dy) => dy };
	})(x) as tf.Tensor2D;

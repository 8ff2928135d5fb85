import { tf } from "#engine/tf";

/** Cuts a matrix into parts of so many rows each. The gradient of tfjs's split does not take a single part. */
export const splitRows = (x: tf.Tensor2D, sizes: readonly number[]): tf.Tensor2D[] =>
	sizes.length === 1 ? [x] : (tf.split(x, [...sizes]) as tf.Tensor2D[]);

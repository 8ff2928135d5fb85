import { tf } from "#engine/tf";

/**
 * Runs a kernel of our own where the engine in use has it. TensorFlow.js differentiates it by the gradient registered
 * under the same name.
 *
 * @returns undefined where the engine has no such kernel: plain operations have to serve
 */
export function runFused<T extends tf.Tensor>(
	name: string,
	inputs: tf.NamedTensorMap,
	attributes: tf.NamedAttrMap = {},
): T | undefined {
	if (!tf.getKernel(name, tf.getBackend())) return undefined;
	return tf.engine().runKernel(name, inputs, attributes) as T;
}

/** As `runFused`, for gradients, which are asked for only where the forward kernel has run. */
export function runGradient<T extends tf.Tensor>(
	name: string,
	inputs: tf.NamedTensorMap,
	attributes: tf.NamedAttrMap = {},
): T {
	return tf.engine().runKernel(name, inputs, attributes) as T;
}

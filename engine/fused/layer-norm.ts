import { tf } from "#engine/tf";
import { runFused, runGradient } from "./run-fused.ts";

/** (x − mean(x)) / √(var(x) + ε) · gain + bias over the last axis (Ba et al. 2016). @returns as `x`, [tokens, hidden] */
export function layerNorm(x: tf.Tensor2D, gain: tf.Tensor, bias: tf.Tensor, epsilon: number): tf.Tensor2D {
	return (
		runFused<tf.Tensor2D>("LayerNorm", { x, gain, bias }, { epsilon }) ??
		tf.add(tf.mul(normalised(x, epsilon), gain), bias)
	);
}

/** @returns [tokens, hidden] */
function normalised(x: tf.Tensor2D, epsilon: number): tf.Tensor2D {
	const centred = tf.sub(x, tf.mean(x, -1, true)); // [tokens, hidden]
	const variance = tf.mean(tf.square(centred), -1, true); // [tokens, 1]
	return tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon)));
}

tf.registerGradient({
	kernelName: "LayerNorm",
	inputsToSave: ["x", "gain", "bias"],
	gradFunc(dy, saved, attributes) {
		const [x, gain, bias] = saved as [tf.Tensor2D, tf.Tensor, tf.Tensor];
		const { epsilon } = attributes as unknown as { readonly epsilon: number };
		return {
			x: () => runGradient("LayerNormGrad", { dy: dy as tf.Tensor, x, gain, bias }, { epsilon }),
			gain: () => tf.sum(tf.mul(dy as tf.Tensor, normalised(x, epsilon)), 0),
			bias: () => tf.sum(dy as tf.Tensor, 0),
		};
	},
});

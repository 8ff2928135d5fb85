import { tf } from "#engine/tf";
import { runFused, runGradient } from "./run-fused.ts";

/** x / √(mean(x²) + ε) · gain over the last axis (Zhang & Sennrich 2019). @returns as `x`, [tokens, hidden] */
export function rmsNorm(x: tf.Tensor2D, gain: tf.Tensor, epsilon: number): tf.Tensor2D {
	return runFused<tf.Tensor2D>("RmsNorm", { x, gain }, { epsilon }) ?? tf.mul(normalised(x, epsilon), gain);
}

/** @returns [tokens, hidden] */
function normalised(x: tf.Tensor2D, epsilon: number): tf.Tensor2D {
	const power = tf.mean(tf.square(x), -1, true); // [tokens, 1]
	return tf.mul(x, tf.rsqrt(tf.add(power, epsilon)));
}

tf.registerGradient({
	kernelName: "RmsNorm",
	inputsToSave: ["x", "gain"],
	gradFunc(dy, saved, attributes) {
		const [x, gain] = saved as [tf.Tensor2D, tf.Tensor];
		const { epsilon } = attributes as unknown as { readonly epsilon: number };
		return {
			x: () => runGradient("RmsNormGrad", { dy: dy as tf.Tensor, x, gain }, { epsilon }),
			gain: () => tf.sum(tf.mul(dy as tf.Tensor, normalised(x, epsilon)), 0),
		};
	},
});

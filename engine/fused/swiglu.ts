import { tf } from "#engine/tf";
import { runFused, runGradient } from "./run-fused.ts";

/** silu(gate) ⊙ up, silu(x) = x · sigmoid(x) (Shazeer 2020). @returns as its arguments, [tokens, inner] */
export function swiglu(gate: tf.Tensor2D, up: tf.Tensor2D): tf.Tensor2D {
	return runFused<tf.Tensor2D>("SwiGlu", { gate, up }) ?? tf.mul(tf.mul(gate, tf.sigmoid(gate)), up);
}

tf.registerGradient({
	kernelName: "SwiGlu",
	inputsToSave: ["gate", "up"],
	gradFunc(dy, saved) {
		const [gate, up] = saved as [tf.Tensor, tf.Tensor];
		return {
			gate: () => runGradient("SwiGluGrad", { dy: dy as tf.Tensor, gate, up }),
			// The derivative by `up` is silu(gate): the kernel itself, of dy.
			up: () => runGradient("SwiGlu", { gate, up: dy as tf.Tensor }),
		};
	},
});

import { tf } from "#engine/tf";
import { runFused, runGradient } from "./run-fused.ts";

const slope = Math.sqrt(2 / Math.PI);

/** GELU by its tanh approximation (Hendrycks & Gimpel 2016): x/2 · (1 + tanh(√(2/π) (x + 0.044715 x³))). */
export function geluNew(x: tf.Tensor2D): tf.Tensor2D {
	return runFused<tf.Tensor2D>("GeluNew", { x }) ?? plain(x);
}

function plain(x: tf.Tensor2D): tf.Tensor2D {
	const inner = tf.mul(x, tf.add(tf.mul(tf.square(x), 0.044715 * slope), slope)); // √(2/π) (x + 0.044715 x³)
	return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
}

tf.registerGradient({
	kernelName: "GeluNew",
	inputsToSave: ["x"],
	gradFunc: (dy, saved) => ({
		x: () => runGradient("GeluNewGrad", { dy: dy as tf.Tensor, x: saved[0]! }),
	}),
});

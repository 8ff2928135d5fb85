import { tf } from "#engine/tf";
import { runFused, runGradient } from "./run-fused.ts";

/** x − log Σ exp x over the last axis: log-probabilities of logits. @returns as `x`, [rows, vocab] */
export function logSoftmax(x: tf.Tensor2D): tf.Tensor2D {
	return runFused<tf.Tensor2D>("LogSoftmaxRows", { x }) ?? tf.logSoftmax(x);
}

tf.registerGradient({
	kernelName: "LogSoftmaxRows",
	outputsToSave: [true],
	gradFunc: (dy, saved) => ({
		x: () => runGradient("LogSoftmaxRowsGrad", { dy: dy as tf.Tensor, y: saved[0]! }),
	}),
});

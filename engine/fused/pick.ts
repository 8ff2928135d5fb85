import { tf } from "#engine/tf";
import { runFused, runGradient } from "./run-fused.ts";

/** Some numbers of each row, by their columns. Differentiable in x. @param ids [rows][picked] @returns [rows, picked] */
export function pick(x: tf.Tensor2D, ids: readonly (readonly number[])[]): tf.Tensor2D {
	const indices = tf.tensor2d(ids as number[][], [ids.length, ids[0]!.length], "int32");
	return runFused<tf.Tensor2D>("Pick", { x, ids: indices }) ?? plain(x, indices);
}

function plain(x: tf.Tensor2D, ids: tf.Tensor2D): tf.Tensor2D {
	const chosen = tf.oneHot(ids, x.shape[1], 1, 0, "float32"); // [rows, picked, width]
	return tf.sum(tf.mul(tf.expandDims(x, 1), chosen), 2);
}

tf.registerGradient({
	kernelName: "Pick",
	inputsToSave: ["x", "ids"],
	gradFunc(dy, saved) {
		const [x, ids] = saved as [tf.Tensor, tf.Tensor];
		return {
			x: () => runGradient("PickGrad", { dy: dy as tf.Tensor, x, ids }),
			ids: () => tf.zerosLike(ids),
		};
	},
});

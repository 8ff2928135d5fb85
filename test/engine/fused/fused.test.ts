import { test } from "uvu";
import * as assert from "uvu/assert";
import { startEngine } from "#engine/engines";
import { geluNew } from "#engine/fused/gelu-new";
import { layerNorm } from "#engine/fused/layer-norm";
import { logSoftmax } from "#engine/fused/log-softmax";
import { pick } from "#engine/fused/pick";
import { rmsNorm } from "#engine/fused/rms-norm";
import { rotate } from "#engine/fused/rotate";
import { swiglu } from "#engine/fused/swiglu";
import { tf } from "#engine/tf";
import { assertClose, random, sameOnCpu } from "../onnx/against-cpu.ts";

type Fused = (...inputs: tf.Tensor[]) => tf.Tensor;

const cos = () => random([2, 1, 5, 3], 8) as tf.Tensor4D;
const sin = () => random([2, 1, 5, 3], 9) as tf.Tensor4D;

/** Each with the shapes of the inputs that it is differentiable in. The cpu engine runs it as plain operations. */
const operations: Record<string, { shapes: number[][]; run: Fused }> = {
	rmsNorm: {
		shapes: [[7, 12], [12]],
		run: (x, gain) => rmsNorm(x as tf.Tensor2D, gain!, 1e-2),
	},
	layerNorm: {
		shapes: [[7, 12], [12], [12]],
		run: (x, gain, bias) => layerNorm(x as tf.Tensor2D, gain!, bias!, 1e-2),
	},
	geluNew: { shapes: [[7, 12]], run: (x) => geluNew(x!.mul(3) as tf.Tensor2D) },
	swiglu: {
		shapes: [
			[7, 12],
			[7, 12],
		],
		run: (gate, up) => swiglu(gate!.mul(3) as tf.Tensor2D, up as tf.Tensor2D),
	},
	logSoftmax: { shapes: [[7, 12]], run: (x) => logSoftmax(x!.mul(9) as tf.Tensor2D) },
	pick: {
		shapes: [[2, 12]],
		run: (x) =>
			pick(x as tf.Tensor2D, [
				[3, 3, 0],
				[11, 2, 5],
			]),
	},
	rotate: {
		shapes: [[2, 4, 5, 6]],
		run: (x) => rotate(x as tf.Tensor4D, { cos: cos(), sin: sin() }),
	},
};

for (const [name, { shapes, run }] of Object.entries(operations)) {
	const inputs = () => shapes.map((shape, i) => random(shape, i + 1));
	sameOnCpu(`${name}() on onnx is what its plain operations give`, () => run(...inputs()));
	sameOnCpu(`${name}() has the same gradients in all of its inputs`, () => {
		const weighted = (...x: tf.Tensor[]) => {
			const y = run(...x);
			return y.mul(random(y.shape, 5)).sum() as tf.Scalar;
		};
		return tf.grads(weighted)(inputs());
	});
}

test("two epsilons are two kernels", async () => {
	await startEngine("onnx");
	const x = tf.tensor2d([[0.01, -0.01, 0.01, -0.01]]);
	const gain = tf.ones([4]);
	const [small, large] = [rmsNorm(x, gain, 1e-8), rmsNorm(x, gain, 1)];
	assertClose(await small.data(), [1, -1, 1, -1], 1e-3);
	assertClose(await large.data(), [0.01, -0.01, 0.01, -0.01], 1e-3);
	tf.dispose([x, gain, small, large]);
});

test("a rotation keeps lengths, and by a quarter turn swaps the halves", async () => {
	await startEngine("onnx");
	const x = tf.tensor4d([1, 2, 3, 4], [1, 1, 1, 4]);
	const tables = { cos: tf.zeros<tf.Rank.R4>([1, 1, 1, 2]), sin: tf.ones<tf.Rank.R4>([1, 1, 1, 2]) };
	const turned = rotate(x, tables);
	assert.equal([...(await turned.data())], [-3, -4, 1, 2]);
	tf.dispose([x, turned, tables.cos, tables.sin]);
});

test.run();

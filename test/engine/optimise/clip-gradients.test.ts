import { test } from "uvu";
import * as assert from "uvu/assert";
import { clipGradients } from "#engine/optimise/clip-gradients";
import { tf } from "#engine/tf";
import { eachEngine } from "../../helpers/each-engine.ts";

const gradients = () =>
	new Map<string, tf.Tensor>([
		["a", tf.tensor1d([3, 0])],
		["b", tf.tensor2d([[0], [-4]])],
	]);

eachEngine("gradients longer than the limit are shortened together", async () => {
	const before = tf.memory().numTensors;
	const clipped = clipGradients(gradients(), 1);
	assert.is(tf.memory().numTensors, before + 4);
	const values = await Promise.all([...clipped.values()].map((tensor) => tensor.data()));
	assert.equal(
		values.map((list) => Array.from(list, (x) => Math.round(x * 1e6) / 1e6)),
		[
			[0.6, 0],
			[0, -0.8],
		],
	);
	assert.equal([...clipped.keys()], ["a", "b"]);
	assert.equal(clipped.get("b")!.shape, [2, 1]);
});

eachEngine("shorter gradients stay as they are", async () => {
	const clipped = clipGradients(gradients(), 5.5);
	assert.equal(Array.from(await clipped.get("b")!.data()), [0, -4]);
});

eachEngine("gradients whose common length is no number are not taken for none", async () => {
	const long = new Map<string, tf.Tensor>([["a", tf.tensor1d([3e38, 1])]]);
	assert.equal(Array.from(await clipGradients(long, 1).get("a")!.data(), Number.isNaN), [true, true]);
});

test.run();

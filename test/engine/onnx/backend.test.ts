import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startEngine } from "#engine/engines";
import type { OnnxBackend } from "#engine/onnx/backend";
import { tf } from "#engine/tf";
import { assertClose, numbers, random } from "./against-cpu.ts";

/** A few hundred kilobytes, so that ONNX Runtime computes. */
const LENGTH = 50_000;

test.before.each(() => startEngine("onnx", { threads: 2 }).then(() => {}));

test("values that were read may be changed without changing the tensor", async () => {
	for (const make of [
		() => random([LENGTH]),
		() => random([LENGTH]).mul(2),
		() => random([4]),
		() => tf.ones([3]),
	]) {
		const x = make();
		const copy = x.dataSync().slice();
		x.dataSync().fill(7);
		(await x.data()).fill(7);
		((await x.buffer()).values as Float32Array).fill(7);
		assert.equal(await x.data(), copy);
		x.dispose();
	}
});

test("later results do not write into tensors, slices and values that exist", async () => {
	const x = random([100, 500]);
	const doubled = x.mul(2);
	const row = doubled.slice([3, 0], [1, 500]);
	const [first, ...others] = tf.unstack(doubled);
	const values = await doubled.data();
	const expected = numbers(LENGTH).map((v) => v * 2);
	tf.dispose([doubled, ...others]);
	for (let i = 0; i < 30; i++) tf.tidy(() => x.add(i).exp().sum());
	assertClose(values, expected, 1e-6);
	assertClose(await row.data(), expected.subarray(1500, 2000), 1e-6);
	assertClose(await first!.data(), expected.subarray(0, 500), 1e-6);
	tf.dispose([x, row, first!]);
});

test("a thousand operations leave no tensors and no memory behind", async () => {
	setFlagsFromString("--expose-gc");
	const collect = runInNewContext("gc") as () => void;
	const weight = tf.variable(random([256, 256]));
	const step = () =>
		tf.tidy(() => {
			const { value, grads } = tf.variableGrads(() => {
				const h = random([64, 256]).matMul(weight, false, true).softmax();
				return tf.concat([h, h.square()], 1).mean() as tf.Scalar;
			});
			for (const gradient of Object.values(grads)) weight.assign(weight.sub(gradient.mul(0.1)));
			return value;
		});
	const run = async (steps: number) => {
		for (let i = 0; i < steps; i++) {
			const loss = step();
			await loss.data();
			loss.dispose();
		}
		// Memory from outside JavaScript is given back by finalisers, which run after a collection.
		collect();
		await new Promise((resolve) => setImmediate(resolve));
		collect();
		const { rss, arrayBuffers } = process.memoryUsage();
		return { tensors: tf.memory().numTensors, data: tf.backend().numDataIds(), rss, arrayBuffers };
	};
	const before = await run(10);
	const after = await run(100);
	assert.is(after.tensors, before.tensors);
	assert.is(after.data, before.data);
	assert.ok(
		after.arrayBuffers - before.arrayBuffers < 5e6,
		`${after.arrayBuffers - before.arrayBuffers} bytes of arrays`,
	);
	assert.ok(after.rss - before.rss < 100e6, `${after.rss - before.rss} bytes in all`);
	weight.dispose();
});

test("tensors move between backends and back", async () => {
	const a = random([30, 40]);
	const onnx = a.exp();
	await startEngine("cpu");
	const cpu = onnx.add(a);
	await startEngine("onnx");
	const again = cpu.sub(a);
	assertClose(await again.data(), await onnx.data(), 1e-5);
	tf.dispose([a, onnx, cpu, again]);
});

test("another number of threads keeps the tensors", async () => {
	const x = random([LENGTH]);
	await startEngine("onnx", { threads: 1 });
	assert.is((tf.backend() as OnnxBackend).threads, 1);
	assertClose(
		await x.neg().data(),
		numbers(LENGTH).map((v) => -v),
		0,
	);
	x.dispose();
});

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import { startEngine } from "#engine/engines";
import type { OnnxBackend } from "#engine/onnx/backend";
import { canRecord, record } from "#engine/recording";
import { tf } from "#engine/tf";

test.before.each(async () => {
	await startEngine("onnx", { threads: 1 });
});
test.after(() => (tf.backend() as OnnxBackend).dispose());

test("a recording computes from what its arrays hold when it is run", () => {
	const x = new Float32Array(4);
	const places = new Int32Array(2);
	const { run } = record(() => {
		const values = tf.tensor1d(x);
		return [tf.add(tf.gather(values, tf.tensor1d(places, "int32")), 1), values.square().sum()];
	});
	x.set([1, 2, 3, 4]);
	places.set([3, 0]);
	assert.equal(run(), [Float32Array.of(5, 2), Float32Array.of(30)]);
	x.set([0, 1, 0, 2]);
	assert.equal(run(), [Float32Array.of(3, 1), Float32Array.of(5)]);
});

test("a recording takes its tensors over", () => {
	const before = tf.memory().numTensors;
	const { run } = record(() => [tf.tidy(() => tf.keep(tf.neg(tf.tensor1d([1, 2]))))]);
	assert.is(tf.memory().numTensors, before);
	assert.equal(run(), [Float32Array.of(-1, -2)]);
});

test("what was put off before a recording is computed once", () => {
	const given = tf.randomNormal([40, 40]).square(); // not computed yet
	const x = Float32Array.of(2);
	const { run } = record(() => [tf.mul(given, tf.tensor1d(x))]);
	assert.ok((tf.backend() as OnnxBackend).knows(given));
	assert.equal(run(), [given.dataSync().map((value) => 2 * value)]);
	given.dispose();
});

test("what is computed at once cannot be recorded", () => {
	const x = Float32Array.of(1, 2);
	assert.throws(() => record(() => [tf.cumsum(tf.tensor1d(x))]), /"Cumsum" is computed at once/);
	assert.throws(() => record(() => [tf.tensor1d(x)]), /made of nothing that is computed/);
	assert.equal(tf.cumsum(tf.tensor1d(x)).dataSync(), Float32Array.of(1, 3));
});

test("other engines record nothing", async () => {
	await startEngine("cpu", {});
	assert.not(canRecord());
	assert.throws(() => record(() => [tf.scalar(1)]), /The engine "cpu" cannot record/);
});

test.run();

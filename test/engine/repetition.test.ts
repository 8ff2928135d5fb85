import { test } from "uvu";
import * as assert from "uvu/assert";
import { startEngine } from "#engine/engines";
import { Repetition, type Results } from "#engine/repetition";
import { tf } from "#engine/tf";
import { assertClose, random } from "./onnx/against-cpu.ts";

/** A small network: what it makes of x, and of the matrices of its blocks. */
interface Run {
	readonly next: tf.Tensor;
	readonly others: tf.Tensor[];
	readonly calls: number;
}

const [rows, width] = [3, 40];

/** x ← x + tanh(x Wᵀ + s), and the products besides; s belongs to all. */
function throughMatrices(x: tf.Tensor, matrices: readonly tf.Tensor[], repetition: Repetition): Run {
	const shared = tf.ones([width]).mul(0.1);
	let calls = 0;
	let next = x;
	const others: tf.Tensor[] = [];
	for (const matrix of matrices) {
		const results = repetition.run(next, [matrix], (value): Results => {
			calls++;
			const product = tf.matMul(value as tf.Tensor2D, matrix as tf.Tensor2D, false, true);
			return [value.add(tf.tanh(product.add(shared))), product.reshape([width, rows])];
		});
		next = results[0];
		others.push(...results.slice(1));
	}
	return { next, others, calls };
}

const start = () => random([rows, width], 1);
const given = (count = 4) =>
	Array.from({ length: count }, (_, i) => tf.tidy(() => random([width, width], i + 2).mul(0.2)));

/** What an engine makes of it; each is computed apart, so that nothing is left over from another. */
async function computedOn(engine: "onnx" | "cpu") {
	await startEngine(engine, { threads: 1 });
	const { next, others, calls } = throughMatrices(start(), given(), new Repetition());
	return { calls, values: await Promise.all([next, ...others].map((tensor) => tensor.data())) };
}

test("a repetition computes what its runs compute, and makes their operations once", async () => {
	const [plain, listed] = [await computedOn("cpu"), await computedOn("onnx")];
	assert.is(plain.calls, 4);
	assert.is(listed.calls, 1);
	assert.is(listed.values.length, 5);
	for (const [i, values] of listed.values.entries()) assertClose(values, plain.values[i]!, 1e-5);
});

test("gradients go through all runs", async () => {
	const gradientOn = async (engine: "onnx" | "cpu") => {
		await startEngine(engine, { threads: 1 });
		const matrices = given();
		const before = tf.memory().numTensors;
		const x = start();
		const gradient = tf.grad((value) => {
			const { next, others } = throughMatrices(value.mul(2), matrices, new Repetition());
			return tf.sum(next.square()).add(others[1]!.sum().mul(0)); // others are constants
		})(x);
		const values = await gradient.data();
		tf.dispose([x, gradient]);
		assert.is(tf.memory().numTensors, before, engine);
		return values;
	};
	assertClose(await gradientOn("onnx"), await gradientOn("cpu"), 1e-5);
});

test("a matrix that is computed only later may be one of a run's own", async () => {
	await startEngine("onnx", { threads: 1 });
	const [a, b] = given(2).map((matrix) => matrix.neg()) as [tf.Tensor, tf.Tensor];
	const { next } = throughMatrices(start(), [a, b], new Repetition());
	await startEngine("cpu");
	const plain = throughMatrices(
		start(),
		given(2).map((matrix) => matrix.neg()),
		new Repetition(),
	);
	const expected = await plain.next.data();
	await startEngine("onnx", { threads: 1 });
	assertClose(await next.data(), expected, 1e-5);
});

test("tensors that are the same numbers are not told apart, so that each run is made", async () => {
	await startEngine("onnx", { threads: 1 });
	const [matrix] = given(1);
	const x = start();
	const repetition = new Repetition();
	let calls = 0;
	for (let run = 0; run < 2; run++) {
		repetition.run(x, [matrix!, matrix!.clone()], (value) => {
			calls++;
			return [value.neg()];
		});
	}
	assert.is(calls, 2);
});

test("a run must make use of all that is its own", async () => {
	await startEngine("onnx", { threads: 1 });
	const run = () => new Repetition().run(start(), given(2), (value) => [value.neg()]);
	assert.throws(run, /makes no use of tensor 0 of its 2 own/);
});

test("numbers cannot be read while a run is listed", async () => {
	await startEngine("onnx", { threads: 1 });
	const x = start();
	const read = () =>
		new Repetition().run(x, [], (value) => {
			value.neg().dataSync();
			return [value];
		});
	assert.throws(read, /What is traced has no numbers: they cannot be read/);
	assert.equal((await x.neg().data()).length, rows * width, "the engine goes on");
});

test.run();

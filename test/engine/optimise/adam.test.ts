import { test } from "uvu";
import * as assert from "uvu/assert";
import { Adam } from "#engine/optimise/adam";
import { adamConstants } from "#engine/optimise/adam-constants";
import { adamLoop } from "#engine/optimise/adam-loop";
import { tf } from "#engine/tf";
import { eachEngine } from "../../helpers/each-engine.ts";

const one = (values: number[]) => new Map([["w", tf.tensor1d(values) as tf.Tensor]]);

async function run(start: number[], gradients: number[][], radius: number | null): Promise<number[]> {
	const adam = new Adam(one(start), { learningRate: 0.1, radius });
	for (const gradient of gradients) adam.step(one(gradient));
	const values = Array.from(await adam.values.get("w")!.data());
	adam.dispose();
	return values;
}

const assertClose = (got: ArrayLike<number>, want: readonly number[]) => {
	assert.is(got.length, want.length);
	for (const [i, value] of want.entries()) {
		assert.ok(Math.abs(got[i]! - value) < 1e-6, `${i}: ${got[i]} instead of ${value}`);
	}
};

eachEngine("Adam's first step has the learning rate's length, whatever the gradient's", async () => {
	assertClose(await run([1, 1, 1, 1], [[5, -0.1, 2, 0]], null), [0.9, 1.1, 0.9, 1]);
});

// By hand: m = 0.9 · 0.1 − 0.1 = −0.01, v = 0.999 · 0.001 + 0.001 = 0.001999; m̂ = −0.01/0.19, v̂ = 0.001999/0.001999 = 1.
eachEngine("Adam corrects both moments for their start at zero", async () => {
	assertClose(await run([0], [[1], [-1]], null), [-0.1 + (0.1 * 0.01) / 0.19]);
});

eachEngine("Adam keeps each element within the radius of its start", async () => {
	assertClose(await run([1, 1, 1], [[1, -1, 0]], 0.03), [0.97, 1.03, 1]);
	assertClose(await run([1, 1], Array(9).fill([1, -1]), 0.25), [0.75, 1.25]);
});

// A step of 0.1 in each of two directions is √2 · 0.1 long; it is cut to 0.05 and goes on the same way.
eachEngine(
	"Adam projects a weight into the ball around its start, and leaves one inside it alone",
	async () => {
		const ended = async (ball: number) => {
			const adam = new Adam(one([1, 2, 3]), { learningRate: 0.1, radius: null, ball });
			adam.step(one([1, -1, 0]));
			const values = Array.from(await adam.values.get("w")!.data());
			adam.step(one([0, 0, 0]));
			adam.dispose();
			return values;
		};
		assertClose(await ended(0.05), [1 - 0.05 * Math.SQRT1_2, 2 + 0.05 * Math.SQRT1_2, 3]);
		assertClose(await ended(0.2), [0.9, 2.1, 3]);
	},
);

eachEngine("Adam's deltas are what has changed, and nothing else of it stays", async () => {
	const start = one([1, 2]);
	const gradients = one([1, 0]);
	const before = tf.memory().numTensors;
	const adam = new Adam(start, { learningRate: 0.1, radius: null });
	adam.step(gradients);
	adam.step(gradients);
	const deltas = adam.deltas();
	adam.dispose();
	assert.is(tf.memory().numTensors, before + 1);
	assertClose(await deltas.get("w")!.data(), [-0.2, 0]);
	assertClose(await start.get("w")!.data(), [1, 2]);
});

test("the loop agrees with the formula in double precision on arrays of any length", () => {
	const numbers = (seed: number, scale: number, length: number) =>
		Float32Array.from({ length }, (_, i) => scale * Math.sin(seed * 1000 + i * 12.9898));
	for (const length of [1, 2, 3, 4, 5, 16_383, 16_384, 16_385, 40_001]) {
		const [w0, w, m, g] = [1, 2, 3, 4].map((seed) => numbers(seed, 0.1, length)) as Float32Array[];
		const v = numbers(5, 0.1, length).map((x) => x * x);
		const { stepSize, scale, radius } = adamConstants(7, 0.02, 0.15);
		const moments = { m: m!.slice(), v: v.slice() };
		const got = new Float32Array(length);
		adamLoop({ w: w!, w0: w0!, ...moments, g: g! }, { stepSize, scale, radius }, got);
		for (let i = 0; i < length; i++) {
			const first = 0.9 * m![i]! + 0.1 * g![i]!;
			const second = 0.999 * v[i]! + 0.001 * g![i]! ** 2;
			const free = w![i]! - (stepSize * first) / (Math.sqrt(second) * scale + 1e-8);
			const next = Math.min(Math.max(free, w0![i]! - radius), w0![i]! + radius);
			const error = Math.max(
				Math.abs(moments.m[i]! - first),
				Math.abs(moments.v[i]! - second),
				Math.abs(got[i]! - next),
			);
			assert.ok(error < 1e-6, `element ${i} of ${length} is off by ${error}`);
		}
	}
});

eachEngine("Adam's values live until the next step, and what they began with stays", async () => {
	const start = one([1, 2]);
	const adam = new Adam(start, { learningRate: 0.1, radius: null });
	const seen: number[][] = [];
	for (let round = 0; round < 3; round++) {
		adam.step(one([1, -1]));
		const now = adam.values.get("w")!;
		const twice = tf.mul(now, 2);
		adam.step(one([1, -1]));
		seen.push(Array.from(await twice.data()));
	}
	adam.dispose();
	for (const [i, values] of seen.entries()) {
		const way = 0.1 * (2 * i + 1);
		assertClose(values, [2 * (1 - way), 2 * (2 + way)]);
	}
	assertClose(await start.get("w")!.data(), [1, 2]);
});

eachEngine("Adam with a ball does not take a way that is too long for a float for no way", async () => {
	const adam = new Adam(one([1, 2, 3]), { learningRate: 1e30, radius: null, ball: 1 });
	adam.step(one([1, 1, 1]));
	const values = await adam.values.get("w")!.data();
	assert.equal(Array.from(values, Number.isNaN), [true, true, true]);
	adam.dispose();
});

test("the loop hands on what is not a number", () => {
	const zero = new Float32Array(6);
	const g = Float32Array.of(1, Number.NaN, 1, 1, 1, Number.NaN);
	const arrays = { w: zero, w0: zero, m: zero.slice(), v: zero.slice(), g };
	const w = new Float32Array(6);
	adamLoop(arrays, adamConstants(1, 0.1, 1), w);
	assert.equal(Array.from(w, Number.isNaN), [false, true, false, false, false, true]);
});

test.run();

import { test } from "uvu";
import { tf } from "#engine/tf";
import { assertClose, random, randomInts, resultsOn, sameOnCpu } from "../against-cpu.ts";

const cases: [shape: number[], axis: number | number[] | undefined][] = [
	[[900], undefined],
	[[30, 20], undefined],
	[[30, 20], 0],
	[[30, 20], -1],
	[
		[4, 5, 6, 7],
		[1, 3],
	],
	[
		[4, 5, 6, 7],
		[0, -1],
	],
	[[3, 4, 5, 2, 6], [2]],
	[[3, 4, 5, 2, 6], []],
	[
		[3, 100, 1, 40, 2],
		[1, 2, 3],
	],
	[[2, 1733], 1],
	[[1733, 3], 0],
	[[2, 768, 3], [1]],
	[[7], 0],
	[[], undefined],
];
const reductions = { max: tf.max, mean: tf.mean, min: tf.min, sum: tf.sum };

for (const [name, reduce] of Object.entries(reductions)) {
	for (const keepDims of [false, true]) {
		sameOnCpu(`${name} over axes, keepDims ${keepDims}`, () =>
			cases.map(([shape, axis]) => reduce(random(shape), axis, keepDims)),
		);
	}
	sameOnCpu(`${name} of int32`, () => reduce(randomInts([30, 20], 9), 1));
}
test("sums and means of long axes keep float32's precision", async () => {
	const tenth = Math.fround(0.1);
	for (const [shape, axis] of [
		[[2 ** 20], 0],
		[[4096, 64], 0],
		[[16, 50257], 1],
	] as const) {
		const [sum, mean] = await resultsOn("onnx", () => {
			const x = tf.fill([...shape], 0.1);
			return [x.sum(axis), x.mean(axis)];
		});
		assertClose(
			sum!.values,
			sum!.values.map(() => tenth * shape[axis]!),
			5e-7,
		);
		assertClose(
			mean!.values,
			mean!.values.map(() => tenth),
			3e-8,
		);
	}
});
sameOnCpu("sum over an empty axis is 0", () => tf.zeros([3, 0, 200]).sum(1));
for (const [name, reduce] of Object.entries(reductions)) {
	sameOnCpu(`${name} of NaN and infinities`, () => {
		const x = tf.tensor([1, NaN, Infinity, -Infinity, 2]).tile([200]);
		return [
			reduce(x),
			reduce(x.reshape([200, 5]), 0),
			reduce(x.reshape([50, 20]), 1),
			reduce(x.slice(2, 998)),
		];
	});
}

const rows: number[][] = [[5], [3, 40], [30, 200], [2, 3, 4, 50]];
sameOnCpu("softmax over the last axis", () => rows.map((shape) => random(shape).softmax()));
sameOnCpu("logSoftmax over the last axis", () => rows.map((shape) => random(shape).logSoftmax()));
sameOnCpu("softmax of a masked row leaves the masked places 0", () =>
	tf.where(tf.range(0, 100).less(60), random([3, 100]), tf.scalar(-1e9)).softmax(),
);

test.run();

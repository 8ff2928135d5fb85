import { test } from "uvu";
import * as assert from "uvu/assert";
import { tf } from "#engine/tf";
import { random, randomBools, randomInts, resultsOn, sameOnCpu } from "../against-cpu.ts";

/** The same tensor in every element type. */
const typed = (shape: number[]) => [random(shape), randomInts(shape, 9), randomBools(shape)];
const onTypes = (shape: number[], f: (x: tf.Tensor) => tf.Tensor | tf.Tensor[]) => () =>
	typed(shape).flatMap(f);

sameOnCpu(
	"reshape and expandDims",
	onTypes([4, 6], (x) => [x.reshape([3, -1]), x.expandDims(-1), x.flatten()]),
);
sameOnCpu("transpose of rank 1 to 5", () => [
	...typed([30]).map((x) => x.transpose()),
	...typed([30, 40]).map((x) => x.transpose()),
	...typed([2, 30, 4, 16]).map((x) => x.transpose([0, 2, 1, 3])),
	...typed([2, 3, 4, 5, 6]).map((x) => x.transpose([4, 2, 0, 3, 1])),
	...typed([2, 1, 12, 64]).map((x) => x.transpose([0, 2, 1, 3])),
]);
sameOnCpu(
	"slice",
	onTypes([7, 5, 40], (x) => [
		x.slice([1, 0, 0], [2, -1, -1]),
		x.slice([0, 1, 0], [7, 3, 40]),
		x.slice([2, 1, 3], [3, 2, 33]),
		x.slice([0, 0, 39], [-1, -1, 1]),
		x.slice([0, 5, 0], [7, 0, 40]),
		x.slice(6),
		x.slice([0, 0, 0], [7, 5, 40]),
	]),
);
sameOnCpu("slice of rank 1 and 5", () => [
	random([50]).slice(3, 40),
	random([3, 4, 5, 2, 3]).slice([1, 0, 2, 1, 0], [2, 4, 2, 1, 3]),
]);
sameOnCpu("strided slice and reverse, which come from the cpu backend", () => [
	random([9, 40]).stridedSlice([0, 1], [9, 39], [2, 3]),
	random([9, 40]).reverse(1),
]);
sameOnCpu(
	"split",
	onTypes([6, 4, 40], (x) => [...tf.split(x, 3, 0), ...tf.split(x, [1, 3], 1), ...tf.split(x, [7, 33], -1)]),
);
sameOnCpu(
	"unstack and stack",
	onTypes([3, 4, 40], (x) => [
		...tf.unstack(x, 0),
		...tf.unstack(x, -1).slice(0, 2),
		tf.stack([x, x], 0),
		tf.stack([x, x], 3),
		tf.stack([x, x], -1),
	]),
);
sameOnCpu("concat", () => [
	...typed([3, 4, 40]).flatMap((x) => [tf.concat([x, x], 0), tf.concat([x, x, x], 1), tf.concat([x, x], -1)]),
	tf.concat([random([2, 3]), random([0, 3]), random([1, 3])], 0),
	tf.concat([random([2, 3]), randomInts([2, 1], 9)], 1),
]);
sameOnCpu(
	"pad",
	onTypes([3, 4, 40], (x) => [
		x.pad([
			[1, 0],
			[0, 2],
			[3, 3],
		]),
		x.pad(
			[
				[0, 0],
				[1, 1],
				[0, 0],
			],
			1,
		),
	]),
);
sameOnCpu("pad of rank 1 and 5", () => [
	random([9]).pad([[2, 3]], -1e9),
	random([2, 1, 3, 2, 2]).pad([
		[0, 1],
		[1, 0],
		[0, 0],
		[2, 2],
		[0, 0],
	]),
]);
sameOnCpu(
	"tile and broadcastTo",
	onTypes([2, 1, 40], (x) => [x.tile([1, 2, 3]), x.broadcastTo([3, 2, 5, 40]), x.tile([1, 1, 1])]),
);
sameOnCpu("gather along each axis", () => [
	...typed([50, 40]).map((x) => tf.gather(x, randomInts([3, 4], 50))),
	...typed([5, 7, 40]).map((x) => tf.gather(x, tf.tensor1d([6, 0, 0], "int32"), 1)),
	...typed([5, 7, 9]).map((x) => tf.gather(x, tf.tensor1d([8, 1], "int32"), -1)),
	tf.gather(random([5, 7, 3]), randomInts([5, 2], 7), 1, 1),
	tf.gatherND(random([5, 7, 3]), tf.tensor2d([0, 6, 4, 2], [2, 2], "int32")),
]);
sameOnCpu("unsortedSegmentSum adds rows of equal ids, and leaves out ids out of range", () => [
	tf.unsortedSegmentSum(random([30, 20]), randomInts([30], 6) as tf.Tensor1D, 6),
	tf.unsortedSegmentSum(random([4, 3]), tf.tensor1d([1, -1, 5, 1], "int32"), 3),
	tf.unsortedSegmentSum(random([30]), randomInts([30], 6) as tf.Tensor1D, 8),
]);
sameOnCpu("oneHot, cumsum, argMax and topk, which come from the cpu backend", () => {
	const { values, indices } = tf.topk(random([5, 80]), 3);
	return [
		tf.oneHot(randomInts([9], 7), 7, 2, -1),
		random([20, 40]).cumsum(1),
		random([5, 80]).argMax(1),
		values,
		indices,
	];
});

test("gather refuses an index that is out of range, as the cpu backend does", async () => {
	for (const index of [-1, 5]) {
		await resultsOn("onnx", () => {
			assert.throws(
				() => tf.gather(random([5, 2]), tf.tensor1d([index], "int32")),
				`GatherV2: the index value ${index} is not in [0, 4]`,
			);
			return [];
		});
	}
});

test.run();

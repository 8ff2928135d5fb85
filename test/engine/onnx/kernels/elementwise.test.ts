import { test } from "uvu";
import { tf } from "#engine/tf";
import { random, randomBools, randomInts, sameOnCpu } from "../against-cpu.ts";

/** Two on each side of the size from which ONNX Runtime computes. */
const shapes = [[7], [3, 40], [600], [5, 4, 3, 2, 11]];

const unary: Record<string, (x: tf.Tensor) => tf.Tensor> = {
	abs: (x) => x.abs(),
	clipByValue: (x) => x.clipByValue(-0.5, 1),
	cos: (x) => x.cos(),
	erf: (x) => x.erf(),
	exp: (x) => x.exp(),
	log: (x) => x.abs().log(),
	neg: (x) => x.neg(),
	reciprocal: (x) => x.reciprocal(),
	relu: (x) => x.relu(),
	rsqrt: (x) => x.abs().rsqrt(),
	sigmoid: (x) => x.sigmoid(),
	sin: (x) => x.sin(),
	sqrt: (x) => x.abs().sqrt(),
	square: (x) => x.square(),
	tanh: (x) => x.tanh(),
};
for (const [name, f] of Object.entries(unary)) {
	sameOnCpu(`${name} of small and large tensors`, () => shapes.map((shape) => f(random(shape))));
	sameOnCpu(`${name} of an empty tensor`, () => f(tf.zeros([0, 3])));
	sameOnCpu(`${name} of NaN and infinities`, () => f(tf.tensor([NaN, Infinity, -Infinity, 0]).tile([200])));
}

sameOnCpu("sigmoid far below 0 has a logarithm", () => tf.linspace(-80, 0, 900).sigmoid().log());

const pairs: [number[], number[]][] = [
	[[5], [5]],
	[
		[30, 20],
		[30, 20],
	],
	[[30, 20], []],
	[[], [30, 20]],
	[[30, 20], [20]],
	[
		[30, 20],
		[30, 1],
	],
	[
		[4, 1, 6],
		[3, 1],
	],
	[
		[2, 3, 1, 5, 4],
		[3, 7, 1, 4],
	],
	[[0, 4], [4]],
];
const binary: Record<string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor> = {
	add: tf.add,
	div: tf.div,
	equal: tf.equal,
	greater: tf.greater,
	greaterEqual: tf.greaterEqual,
	less: tf.less,
	lessEqual: tf.lessEqual,
	maximum: tf.maximum,
	minimum: tf.minimum,
	mul: tf.mul,
	notEqual: tf.notEqual,
	pow: (a, b) => tf.pow(a.abs(), b),
	squaredDifference: tf.squaredDifference,
	sub: tf.sub,
};
for (const [name, f] of Object.entries(binary)) {
	sameOnCpu(`${name} broadcasts`, () => pairs.map(([a, b]) => f(random(a), random(b, 2))));
	sameOnCpu(`${name} of int32`, () => pairs.map(([a, b]) => f(randomInts(a, 9), randomInts(b, 9, 2).add(1))));
	sameOnCpu(`${name} of int32 and float32`, () => f(randomInts([30, 20], 9), random([20], 2)));
	// 1 to the power NaN is 1 in C and NaN in JavaScript, so there is no 1 among the left operands.
	sameOnCpu(`${name} of NaN and infinities`, () =>
		f(tf.tensor([NaN, 3, Infinity, 2, -0]).tile([200]), tf.tensor([1, NaN, 2, -Infinity, 0]).tile([200])),
	);
}

for (const [name, f] of Object.entries({ logicalAnd: tf.logicalAnd, logicalOr: tf.logicalOr })) {
	sameOnCpu(`${name} of bools, broadcasting`, () =>
		pairs.map(([a, b]) => f(randomBools(a), randomBools(b, 2))),
	);
}

sameOnCpu("where() chooses by a mask that broadcasts", () => [
	tf.where(randomBools([1, 1, 30, 20]), random([2, 3, 30, 20]), tf.scalar(-1e9)),
	tf.where(randomBools([3]), random([3]), random([3], 2)),
	tf.where(randomBools([30, 20]), randomInts([30, 20], 9), randomInts([30, 20], 9, 2)),
]);
sameOnCpu("addN adds several tensors", () => [
	tf.addN([random([40, 30]), random([40, 30], 2), random([40, 30], 3)]),
	tf.addN([random([40, 30])]),
]);
sameOnCpu("cast goes between all number types", () =>
	(["float32", "int32", "bool"] as const).flatMap((to) => [
		random([40, 30]).cast(to),
		randomInts([40, 30], 3).cast(to),
		randomBools([40, 30]).cast(to),
	]),
);
sameOnCpu("a tensor cast to float32 is one for the kernels that read it", () => [
	randomInts([40, 30], 9).cast("float32").exp(),
	tf.oneHot(randomInts([40], 30), 30).mul(2),
	tf.oneHot(randomInts([40], 30), 30).matMul(random([30, 5])),
]);

test.run();

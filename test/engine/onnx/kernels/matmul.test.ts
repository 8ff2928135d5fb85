import { test } from "uvu";
import { tf } from "#engine/tf";
import { assertClose, random, resultsOn, sameOnCpu } from "../against-cpu.ts";

const shapes: [a: number[], b: number[]][] = [
	[
		[3, 5],
		[5, 7],
	],
	[
		[1, 64],
		[64, 33],
	],
	[
		[40, 96],
		[96, 65],
	],
	[
		[2, 3, 5],
		[2, 5, 4],
	],
	[
		[2, 3, 4, 5],
		[2, 3, 5, 6],
	],
	[
		[2, 2, 2, 3, 4],
		[2, 2, 2, 4, 5],
	],
	[
		[6, 3, 5],
		[5, 7],
	],
	[
		[6, 3, 5],
		[1, 5, 7],
	],
	[
		[3, 5],
		[4, 5, 7],
	],
	// Few rows and a large weight, which have a way of their own.
	[
		[1, 40],
		[40, 1700],
	],
	[
		[2, 40],
		[40, 1700],
	],
	[
		[4, 5, 40],
		[40, 1700],
	],
	[
		[32, 40],
		[40, 1700],
	],
	[
		[33, 40],
		[40, 1700],
	],
];
const swapped = (shape: number[], swap: boolean) =>
	swap ? [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!] : shape;

for (const [a, b] of shapes) {
	for (const [transposeA, transposeB] of [
		[false, false],
		[false, true],
		[true, false],
		[true, true],
	] as const) {
		sameOnCpu(`matMul of [${a}] and [${b}], transposed ${transposeA}, ${transposeB}`, () =>
			tf.matMul(random(swapped(a, transposeA)), random(swapped(b, transposeB), 2), transposeA, transposeB),
		);
	}
}

sameOnCpu("matMul over an empty inner axis gives zeros", () => tf.zeros([3, 0]).matMul(tf.zeros([0, 4])));
sameOnCpu("matMul without rows gives no rows", () => tf.zeros([0, 5]).matMul(random([5, 4])));
sameOnCpu("matMul of int32 multiplies whole numbers", () =>
	tf.tensor2d([1, 2, 3, 4], [2, 2], "int32").matMul(tf.tensor2d([5, 6, 7, 8], [2, 2], "int32")),
);

test("matMul broadcasts leading axes against each other", async () => {
	// The cpu backend computes something else here, so each product is taken alone.
	const [broadcast] = await resultsOn("onnx", () => random([2, 1, 3, 4]).matMul(random([1, 3, 4, 5], 2)));
	const [alone] = await resultsOn("onnx", () => {
		const products = [0, 1].flatMap((i) =>
			[0, 1, 2].map((j) => {
				const a = random([2, 1, 3, 4]).slice([i, 0, 0, 0], [1, 1, -1, -1]).reshape([3, 4]);
				return a.matMul(random([1, 3, 4, 5], 2).slice([0, j, 0, 0], [1, 1, -1, -1]).reshape([4, 5]));
			}),
		);
		return tf.stack(products).reshape([2, 3, 3, 5]);
	});
	assertClose(broadcast!.values, alone!.values, 1e-6);
});

for (const activation of ["linear", "relu", "relu6", "elu", "sigmoid", "leakyrelu"] as const) {
	sameOnCpu(`fused.matMul adds a bias and applies ${activation}`, () =>
		tf.fused.matMul({
			a: random([9, 40]),
			b: random([31, 40], 2),
			transposeB: true,
			bias: random([31], 3),
			activation,
		}),
	);
}
sameOnCpu("fused.matMul applies prelu with its weights", () =>
	tf.fused.matMul({
		a: random([9, 40]),
		b: random([40, 31], 2),
		activation: "prelu",
		preluActivationWeights: random([31], 4),
	}),
);

test.run();

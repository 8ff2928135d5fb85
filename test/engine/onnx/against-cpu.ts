import { test } from "uvu";
import * as assert from "uvu/assert";
import { registerOnnxBackend } from "#engine/onnx/register";
import { tf } from "#engine/tf";

registerOnnxBackend(2);
// In this mode tfjs checks after every kernel that it has left no data behind.
tf.env().set("IS_TEST", true);

/** Numbers in [-2, 2), the same for the same seed: a linear congruential generator (Numerical Recipes, §7.1). */
export function numbers(length: number, seed = 1): Float32Array {
	let state = seed >>> 0;
	return Float32Array.from({ length }, () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return (state / 2 ** 32) * 4 - 2;
	});
}

/** A tensor of such numbers. */
export const random = (shape: number[], seed = 1): tf.Tensor =>
	tf.tensor(numbers(tf.util.sizeFromShape(shape), seed), shape);

/** A tensor of whole numbers in [0, limit). */
export const randomInts = (shape: number[], limit: number, seed = 1): tf.Tensor =>
	tf.tensor(
		Int32Array.from(numbers(tf.util.sizeFromShape(shape), seed), (v) => Math.floor(((v + 2) / 4) * limit)),
		shape,
		"int32",
	);

/** A tensor of truth values. */
export const randomBools = (shape: number[], seed = 1): tf.Tensor =>
	tf.tensor(
		Uint8Array.from(numbers(tf.util.sizeFromShape(shape), seed), (v) => Number(v > 0)),
		shape,
		"bool",
	);

interface Result {
	readonly shape: number[];
	readonly dtype: string;
	readonly values: Float32Array | Int32Array | Uint8Array;
}

/** What `compute` makes on a backend. */
export async function resultsOn(backend: string, compute: () => tf.Tensor | tf.Tensor[]): Promise<Result[]> {
	await tf.setBackend(backend);
	const before = tf.memory().numTensors;
	const made = tf.tidy(compute);
	const tensors = Array.isArray(made) ? made : [made];
	const results = await Promise.all(
		tensors.map(async (t) => ({ shape: t.shape, dtype: t.dtype, values: await t.data() })),
	);
	tf.dispose(tensors);
	assert.is(tf.memory().numTensors, before, "tensors are left behind");
	return results;
}

/** Registers a test that `compute` gives the same on both backends: numbers to within `tolerance` of their size. */
export function sameOnCpu(title: string, compute: () => tf.Tensor | tf.Tensor[], tolerance = 1e-5): void {
	test(title, async () => {
		const expected = await resultsOn("cpu", compute);
		const actual = await resultsOn("onnx", compute);
		assert.is(actual.length, expected.length);
		actual.forEach((result, i) => {
			assert.equal(result.shape, expected[i]!.shape, "shape");
			assert.is(result.dtype, expected[i]!.dtype, "element type");
			assertClose(result.values, expected[i]!.values, tolerance);
		});
	});
}

/** |actual − expected| ≤ tolerance · (1 + |expected|), element by element; NaN and infinities equal. */
export function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
	assert.is(actual.length, expected.length, "length");
	for (let i = 0; i < expected.length; i++) {
		const [a, e] = [actual[i]!, expected[i]!];
		if (Object.is(a, e) || a === e || Math.abs(a - e) <= tolerance * (1 + Math.abs(e))) continue;
		assert.unreachable(`element ${i} is ${a}, expected ${e}`);
	}
}

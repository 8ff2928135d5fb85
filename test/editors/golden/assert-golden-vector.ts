import * as assert from "uvu/assert";
import type { GoldenTensor } from "../../helpers/golden-json.ts";

/** Fails where a vector, matrix or delta is off by more than 1e-3: all values where they are stored, else norm, largest and samples. */
export function assertGoldenVector(
	what: string,
	got: ArrayLike<number>,
	golden: GoldenTensor,
	all: Float32Array | undefined,
): void {
	const values = Array.from(got);
	assert.is(
		values.length,
		golden.shape.reduce((size, length) => size * length, 1),
		`size of ${what}`,
	);
	assert.ok(
		relative(norm(values), golden.norm) <= 1e-3,
		`norm of ${what}: ${norm(values)}, not ${golden.norm}`,
	);
	const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
	assert.ok(relative(largest, golden.abs_max) <= 1e-3, `largest of ${what}`);
	const some = all ? values : golden.at!.map((index) => values[index]!);
	const want = Array.from(all ?? golden.values!);
	const error = norm(some.map((value, i) => value - want[i]!)) / norm(want);
	assert.ok(error <= 1e-3, `${what} is off by ${error}`);
}

export function assertGoldenLosses(got: readonly number[], want: readonly number[], tolerance: number): void {
	assert.is(got.length, want.length, "number of losses");
	for (const [step, loss] of want.entries()) {
		assert.ok(relative(got[step]!, loss) <= tolerance, `loss ${step}: ${got[step]}, not ${loss}`);
	}
}

const relative = (got: number, want: number): number => Math.abs(got - want) / Math.abs(want);
const norm = (values: readonly number[]): number =>
	Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0));

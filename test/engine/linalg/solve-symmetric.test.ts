import { test } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "#core/errors";
import { factorSymmetric, invertSymmetric, matrix, multiply, solveSymmetric } from "#engine/linalg/index";
import { hilbert, identity, largestDifference, made, madeSymmetric } from "./made.ts";

test("a system of two equations has the solution found by hand", () => {
	// 4x + 2y = 2, 2x + 3y = 5: x = −1/2, y = 2
	const { x, condition, warning } = solveSymmetric(Float64Array.of(4, 2, 2, 3), 2, Float64Array.of(2, 5), 1);
	assert.ok(largestDifference(x, [-0.5, 2]) < 1e-15);
	// ‖A‖₁ = 6, ‖A⁻¹‖₁ = 6/8
	assert.ok(Math.abs(condition - 4.5) < 1e-12, `${condition}`);
	assert.is(warning, undefined);
});

test("the inverse of a matrix of two rows is the one found by hand", () => {
	const { inverse } = invertSymmetric(Float64Array.of(4, 2, 2, 3), 2);
	assert.ok(largestDifference(inverse, [3 / 8, -2 / 8, -2 / 8, 4 / 8]) < 1e-15);
});

// Around the sizes at which blocks are split.
for (const n of [1, 63, 64, 65, 130, 400]) {
	test(`solutions and inverse of a matrix of ${n} × ${n} leave residuals of rounding size`, () => {
		const a = madeSymmetric(n);
		const before = a.data.slice();
		const b = made(n, 3, 2);
		const factor = factorSymmetric(a.data, n);
		const tolerance = 1e-15 * n * factor.condition;
		const x = matrix(n, 3, factor.solve(b.data, 3));
		assert.ok(largestDifference(multiply(a, x).data, b.data) < tolerance);
		const inverse = factor.inverse();
		assert.ok(largestDifference(multiply(a, matrix(n, n, inverse)).data, identity(n).data) < tolerance);
		for (let i = 0; i < n; i++) {
			for (let j = 0; j < i; j++) assert.is(inverse[i * n + j], inverse[j * n + i]);
		}
		assert.equal(a.data, before);
	});
}

test("only the lower triangle counts", () => {
	const a = madeSymmetric(100);
	const spoilt = a.data.map((value, at) => (at % 100 > Math.floor(at / 100) ? 7 : value));
	const b = made(100, 1, 2).data;
	assert.equal(factorSymmetric(spoilt, 100).solve(b, 1), factorSymmetric(a.data, 100).solve(b, 1));
});

test("the condition is found within a factor of 3, and an ill-conditioned matrix is warned of", () => {
	// κ₁ of the Hilbert matrices: Higham, Accuracy and Stability of Numerical Algorithms, table 28.1
	for (const [n, kappa] of [
		[3, 748],
		[5, 943_656],
		[8, 33_872_791_095],
	] as const) {
		const { condition, warning } = factorSymmetric(hilbert(n), n);
		assert.ok(condition <= kappa * 1.01 && condition >= kappa / 3, `${n}: ${condition}`);
		assert.is(warning, undefined);
	}
	const { warning } = factorSymmetric(hilbert(10), 10);
	assert.match(warning ?? "", /ill-conditioned \(condition about 3\.\de\+13\): about 2 digits/);
});

test("a matrix that is not positive definite is refused, with the row", () => {
	assert.throws(
		() => factorSymmetric(Float64Array.of(1, 2, 2, 1), 2),
		(error: unknown) => {
			assert.instance(error, UserError);
			assert.match((error as UserError).message, /2 × 2 is not positive definite \(at row 1\)/);
			assert.match((error as UserError).hint ?? "", /more samples/);
			return true;
		},
	);
	// Rank 100 of 200, in a block far behind the first.
	assert.throws(
		() =>
			factorSymmetric(
				madeSymmetric(200, 100).data.map((v, at) => (at % 201 === 0 ? v - 1e-6 : v)),
				200,
			),
		/not positive definite \(at row \d+\)/,
	);
});

test("what is not a matrix of numbers is a bug of the caller", () => {
	assert.throws(() => factorSymmetric(new Float64Array(5), 2), /'a' must have 2 × 2 values, got 5/);
	assert.throws(() => factorSymmetric(Float64Array.of(1, Number.NaN, Number.NaN, 1), 2), /not finite/);
	assert.throws(
		() => factorSymmetric(Float64Array.of(1), 1).solve(new Float64Array(3), 2),
		/'b' must have 1 × 2/,
	);
});

test.run();

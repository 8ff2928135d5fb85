import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Eigen, eigenSymmetric, type Matrix, matrix, multiply } from "#engine/linalg/index";
import { identity, largestDifference, made, madeSymmetric } from "./made.ts";

/** V A = diag(λ) V and V Vᵀ = I to rounding, values ascending. */
function check(a: Matrix, { values, vectors }: Eigen): void {
	const n = a.rows;
	const v = matrix(n, n, vectors);
	const scaled = vectors.map((value, at) => value * values[Math.floor(at / n)]!);
	const size = Math.max(Math.abs(values[0]!), Math.abs(values[n - 1]!), Number.MIN_VALUE);
	assert.ok(largestDifference(multiply(v, a).data, scaled) <= 2e-15 * Math.sqrt(n) * size, "residual");
	assert.ok(
		largestDifference(multiply(v, v, { transposeB: true }).data, identity(n).data) < 1e-15 * n + 1e-14,
		"orthogonality",
	);
	for (let i = 1; i < n; i++) assert.ok(values[i]! >= values[i - 1]!, "order");
}

test("the eigenvalues of [2 1; 1 2] are 1 and 3, the vectors its diagonals", () => {
	const { values, vectors } = eigenSymmetric(Float64Array.of(2, 1, 1, 2), 2);
	assert.ok(largestDifference(values, [1, 3]) < 1e-15);
	assert.ok(Math.abs(Math.abs(vectors[2]! + vectors[3]!) - Math.SQRT2) < 1e-15);
	assert.ok(Math.abs(vectors[0]! + vectors[1]!) < 1e-15);
});

test("the second-difference matrix has the eigenvalues 2 − 2 cos(kπ/(n+1))", () => {
	const n = 200;
	const a = Float64Array.from({ length: n * n }, (_, at) => {
		const distance = Math.abs(Math.floor(at / n) - (at % n));
		return distance === 0 ? 2 : distance === 1 ? -1 : 0;
	});
	const found = eigenSymmetric(a, n);
	const want = Float64Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));
	assert.ok(largestDifference(found.values, want) < 1e-14);
	check(matrix(n, n, a), found);
});

// QL alone, one division, several; one panel of reflections, several.
for (const n of [1, 2, 3, 48, 49, 97, 333]) {
	test(`a matrix of ${n} × ${n} is taken apart to rounding`, () => {
		const a = madeSymmetric(n);
		const before = a.data.slice();
		check(a, eigenSymmetric(a.data, n));
		assert.equal(a.data, before);
	});
}

test("many equal eigenvalues do no harm", () => {
	const n = 150;
	check(matrix(n, n), eigenSymmetric(new Float64Array(n * n), n));
	check(identity(n), eigenSymmetric(identity(n).data, n));
	// Rank 10: 140 eigenvalues are zero.
	const low = madeSymmetric(n, 10);
	const { values, vectors } = eigenSymmetric(low.data, n);
	check(low, { values, vectors });
	assert.ok(Math.max(...values.subarray(0, 140)) < 1e-14 && values[140]! > 0.1);
	// A block repeated: every eigenvalue twice.
	const block = madeSymmetric(60);
	const twice = matrix(120, 120);
	for (let i = 0; i < 60; i++) {
		for (let j = 0; j < 60; j++) {
			twice.data[i * 120 + j] = block.data[i * 60 + j]!;
			twice.data[(i + 60) * 120 + j + 60] = block.data[i * 60 + j]!;
		}
	}
	check(twice, eigenSymmetric(twice.data, 120));
});

test("eigenvalues of very different size keep to the rounding of the largest", () => {
	const n = 120;
	const scale = made(n, 1, 3).data.map((value) => 10 ** (6 * value));
	const a = madeSymmetric(n);
	for (let at = 0; at < n * n; at++) a.data[at]! *= scale[Math.floor(at / n)]! * scale[at % n]!;
	check(a, eigenSymmetric(a.data, n));
	const tiny = matrix(
		n,
		n,
		a.data.map((value) => value * 1e-300),
	);
	check(tiny, eigenSymmetric(tiny.data, n));
});

test("the tridiagonal matrix of Wilkinson, whose eigenvalues nearly agree in pairs, keeps orthogonal vectors", () => {
	const n = 101;
	const a = matrix(n, n);
	for (let i = 0; i < n; i++) {
		a.data[i * n + i] = Math.abs(i - 50);
		if (i > 0) {
			a.data[i * n + i - 1] = 1;
			a.data[(i - 1) * n + i] = 1;
		}
	}
	check(a, eigenSymmetric(a.data, n));
});

test("a matrix with NaN is refused", () => {
	assert.throws(() => eigenSymmetric(Float64Array.of(Number.NaN), 1), /not finite/);
});

test.run();

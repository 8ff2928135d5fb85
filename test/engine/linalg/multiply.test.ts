import { test } from "uvu";
import * as assert from "uvu/assert";
import { addGram, type Matrix, matrix, mirrorLower, multiply } from "#engine/linalg/index";
import { largestDifference, made } from "./made.ts";

/** By the definition. */
function product(a: Matrix, b: Matrix): Float64Array {
	const y = new Float64Array(a.rows * b.columns);
	for (let i = 0; i < a.rows; i++) {
		for (let j = 0; j < b.columns; j++) {
			for (let k = 0; k < a.columns; k++) {
				y[i * b.columns + j]! += a.data[i * a.columns + k]! * b.data[k * b.columns + j]!;
			}
		}
	}
	return y;
}

function transposed({ rows, columns, data }: Matrix): Matrix {
	const flipped = matrix(columns, rows);
	for (let i = 0; i < rows; i++) {
		for (let j = 0; j < columns; j++) flipped.data[j * rows + i] = data[i * columns + j]!;
	}
	return flipped;
}

// The larger goes through ONNX Runtime.
for (const [m, k, n] of [
	[3, 4, 2],
	[70, 40, 50],
] as const) {
	test(`a product of [${m}, ${k}] and [${k}, ${n}] is the definition's, however the factors lie`, () => {
		const [a, b, c] = [made(m, k, 1), made(k, n, 2), made(m, n, 3)];
		const want = product(a, b);
		for (const [left, transposeA] of [
			[a, false],
			[transposed(a), true],
		] as const) {
			for (const [right, transposeB] of [
				[b, false],
				[transposed(b), true],
			] as const) {
				const plain = multiply(left, right, { transposeA, transposeB });
				assert.ok(largestDifference(plain.data, want) < 1e-13);
				const less = multiply(left, right, { transposeA, transposeB, scale: -1, plus: c });
				assert.ok(
					largestDifference(
						less.data,
						want.map((value, i) => c.data[i]! - value),
					) < 1e-13,
				);
			}
		}
	});
}

test("a product without rows, columns or inner dimension is empty or zero", () => {
	assert.is(multiply(matrix(0, 3), matrix(3, 2)).data.length, 0);
	assert.equal([...multiply(matrix(2, 0), matrix(0, 1)).data], [0, 0]);
});

test("matrices that do not fit are refused", () => {
	assert.throws(() => multiply(matrix(2, 3), matrix(2, 3)), /3 columns and 2 rows/);
	assert.throws(() => multiply(matrix(2, 3), matrix(3, 2), { plus: matrix(3, 3) }), /\[2, 2\].*\[3, 3\]/);
	assert.throws(() => matrix(2, 2, new Float64Array(3)), /2 rows and 2 columns was given 3 values/);
});

test("addGram() adds XᵀX to the lower triangle", () => {
	const n = 300; // more than one block
	const [first, second] = [made(50, n, 1), made(7, n, 2)];
	const sum = new Float64Array(n * n);
	addGram(sum, first);
	addGram(sum, second);
	mirrorLower(sum, n);
	const want = product(transposed(first), first);
	const rest = product(transposed(second), second);
	assert.ok(
		largestDifference(
			sum,
			want.map((value, i) => value + rest[i]!),
		) < 1e-13,
	);
});

test.run();

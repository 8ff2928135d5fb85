import { type Matrix, matrix, part, put, take, wholeOf } from "../matrix.ts";
import { multiply } from "../multiply.ts";
import type { Reflections } from "./tridiagonalise.ts";

/** Reflections that are applied at once. */
const BLOCK = 192;

/**
 * From eigenvectors of T to those of A = Q T Qᵀ, in place: every row z becomes Qz. Blocks of reflections are one
 * product, H₁…H_b = I − V T Vᵀ (Schreiber, Van Loan 1989; LAPACK's dormtr).
 *
 * @param rows [n, n], a vector a row
 */
export function backTransform(rows: Matrix, { vectors, taus }: Reflections): void {
	const n = rows.columns;
	for (let from = Math.floor((taus.length - 1) / BLOCK) * BLOCK; from >= 0; from -= BLOCK) {
		const count = Math.min(BLOCK, taus.length - from);
		const first = from + 1; // all earlier columns of the block's v are zero
		const v = take(part(wholeOf(vectors), from, first, count, n - first)); // [count, n − first]
		const t = triangularFactor(v, taus.subarray(from, from + count));
		const place = part(wholeOf(rows), 0, first, rows.rows, n - first);
		const before = take(place);
		const along = multiply(multiply(before, v, { transposeB: true }), t, { transposeB: true }); // [n, count]
		put(place, multiply(along, v, { scale: -1, plus: before }));
	}
}

/** Upper triangular T of H₁…H_b = I − Vᵀ T V, where the rows of `v` are the reflections (LAPACK's dlarft). */
function triangularFactor(v: Matrix, taus: Float64Array): Matrix {
	const b = taus.length;
	const products = multiply(v, v, { transposeB: true }).data; // [b, b]
	const t = matrix(b, b);
	for (let i = 0; i < b; i++) {
		t.data[i * b + i] = taus[i]!;
		for (let row = 0; row < i; row++) {
			let sum = 0;
			for (let k = row; k < i; k++) sum += t.data[row * b + k]! * products[k * b + i]!;
			t.data[row * b + i] = -taus[i]! * sum;
		}
	}
	return t;
}

import { checkSquare, matrix } from "../matrix.ts";
import type { Eigen } from "../solution.ts";
import { backTransform } from "./back-transform.ts";
import { divideAndConquer } from "./divide-and-conquer.ts";
import { tridiagonalise } from "./tridiagonalise.ts";

/**
 * All eigenvalues and eigenvectors of a symmetric matrix, in LAPACK's way (dsyevd): Householder reduction to
 * tridiagonal form, divide and conquer, back-transformation.
 *
 * @param a [n, n], row-major, exactly symmetric; not written to
 */
export function eigenSymmetric(a: Float64Array, n: number): Eigen {
	checkSquare("a", a, n);
	if (!a.every(Number.isFinite)) throw new Error("The matrix holds numbers that are not finite");
	const scale = scaleOf(a);
	const { tridiagonal, reflections } = tridiagonalise(scale === 1 ? a : a.map((value) => value * scale), n);
	const { values, vectors } = divideAndConquer(tridiagonal);
	backTransform(matrix(n, n, vectors), reflections);
	return { values: values.map((value) => value / scale), vectors };
}

/** Squares of very large or small numbers would leave the range of float64. A power of two changes no digit. */
function scaleOf(a: Float64Array): number {
	const largest = a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
	if (largest === 0 || (largest > 1e-60 && largest < 1e60)) return 1;
	return 2 ** Math.min(1000, -Math.round(Math.log2(largest)));
}

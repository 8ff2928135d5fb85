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
	const { tridiagonal, reflections } = tridiagonalise(a, n);
	const eigen = divideAndConquer(tridiagonal);
	backTransform(matrix(n, n, eigen.vectors), reflections);
	return eigen;
}

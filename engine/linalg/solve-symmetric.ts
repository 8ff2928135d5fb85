import { factorSymmetric } from "./cholesky.ts";
import type { Inverse, Solution } from "./solution.ts";

/**
 * X of A X = B for a symmetric positive definite A; `factorSymmetric` where there are several B.
 *
 * @param a [n, n], row-major, only its lower triangle counts
 * @param b [n, columns], row-major
 * @throws UserError where `a` is not positive definite
 */
export function solveSymmetric(a: Float64Array, n: number, b: Float64Array, columns: number): Solution {
	const factor = factorSymmetric(a, n);
	return { x: factor.solve(b, columns), condition: factor.condition, warning: factor.warning };
}

/**
 * A⁻¹ of a symmetric positive definite A.
 *
 * @param a [n, n], row-major, only its lower triangle counts
 * @throws UserError where `a` is not positive definite
 */
export function invertSymmetric(a: Float64Array, n: number): Inverse {
	const factor = factorSymmetric(a, n);
	return { inverse: factor.inverse(), condition: factor.condition, warning: factor.warning };
}

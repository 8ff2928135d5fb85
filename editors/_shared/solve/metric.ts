import { factorSymmetric, type Matrix, matrix, multiply } from "#engine/linalg/index";

/** Multiplies vectors, one a column, with a symmetric matrix M that need not exist. @returns as many columns */
export type Metric = (columns: Matrix) => Matrix;

/** M = C⁻¹. @param covariance C, [inner, inner] row-major; the same array is factored once */
export function inverseMetric(covariance: Float64Array): Metric {
	const inner = Math.sqrt(covariance.length);
	return ({ data, columns }) => {
		const factor = factors.get(covariance) ?? factorSymmetric(covariance, inner);
		factors.set(covariance, factor);
		return matrix(inner, columns, factor.solve(data, columns));
	};
}

const factors = new WeakMap<Float64Array, ReturnType<typeof factorSymmetric>>();

/** M = P = UᵀU, the projection onto some directions. @param basis U, one direction of length 1 a row, orthogonal */
export const projectionMetric =
	(basis: Matrix): Metric =>
	(columns) =>
		multiply(basis, multiply(basis, columns), { transposeA: true });

import { UserError } from "#core/errors";
import { factorSymmetric, type Matrix, matrix, multiply, NotPositive } from "#engine/linalg/index";
import { describeOrigin } from "../covariance/origin.ts";

/** Multiplies vectors, one a column, with a symmetric matrix M that need not exist. @returns as many columns */
export type Metric = (columns: Matrix) => Matrix;

/** M = C⁻¹. @param covariance C, [inner, inner] row-major; the same array is factored once */
export function inverseMetric(covariance: Float64Array): Metric {
	const inner = Math.sqrt(covariance.length);
	return ({ data, columns }) => {
		const factor = factors.get(covariance) ?? factorOf(covariance, inner);
		factors.set(covariance, factor);
		return matrix(inner, columns, factor.solve(data, columns));
	};
}

type Factor = ReturnType<typeof factorSymmetric>;

const factors = new WeakMap<Float64Array, Factor>();

/** From here on no digit of an inverse in float64 can be trusted: rounding alone made the matrix positive definite. */
const SINGULAR = 2 ** 52;

/** @throws UserError that says what C was made from, where it is singular */
function factorOf(covariance: Float64Array, inner: number): Factor {
	try {
		const factor = factorSymmetric(covariance, inner);
		if (factor.condition < SINGULAR) return factor;
		throw singular(covariance, inner, `condition ${factor.condition.toExponential(0)}`);
	} catch (error) {
		const { cause } = error as Error;
		if (!(cause instanceof NotPositive)) throw error;
		throw singular(covariance, inner, `not positive definite at row ${cause.index}`, cause);
	}
}

/** All in the message: of a failed record, that is what is stored. */
const singular = (covariance: Float64Array, inner: number, why: string, cause?: unknown): UserError =>
	new UserError(
		`${describeOrigin(covariance)} has no inverse (${why}): it takes many more than ${inner} tokens, the width of the MLP. Raise "samples", or give "corpus" more texts`,
		{ hint: "The papers take 100,000 texts; see docs/covariance.md.", cause },
	);

/** M = P = UᵀU, the projection onto some directions. @param basis U, one direction of length 1 a row, orthogonal */
export const projectionMetric =
	(basis: Matrix): Metric =>
	(columns) =>
		multiply(basis, multiply(basis, columns), { transposeA: true });

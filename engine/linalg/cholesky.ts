import { UserError } from "#core/errors";
import { conditionWarning, inverseOneNorm, oneNorm } from "./condition.ts";
import { factorise, NotPositive } from "./factorise.ts";
import { checkSquare, matrix, wholeOf } from "./matrix.ts";
import type { Conditioned } from "./solution.ts";
import { gramOfLower, invertLower, lowerOf, solveLower, solveLowerTransposed } from "./triangular.ts";

/** A = L Lᵀ of a symmetric positive definite matrix, for any number of solutions. */
export class Cholesky implements Conditioned {
	readonly n: number;
	readonly condition: number;
	readonly warning: string | undefined;
	/** L below and on the diagonal; above it, numbers without meaning. */
	readonly #lower: Float64Array;

	/** Use `factorSymmetric`. */
	constructor(lower: Float64Array, n: number, norm: number) {
		this.n = n;
		this.#lower = lower;
		this.condition = n === 0 ? 1 : norm * inverseOneNorm((x) => solveVector(lower, n, x), n);
		this.warning = conditionWarning(this.condition);
	}

	/** A⁻¹B. @param b [n, columns] @returns [n, columns], new */
	solve(b: Float64Array, columns: number): Float64Array {
		if (b.length !== this.n * columns) {
			throw new Error(`'b' must have ${this.n} × ${columns} values, got ${b.length}`);
		}
		const x = matrix(this.n, columns, b.slice());
		solveLower(this.#block, wholeOf(x));
		solveLowerTransposed(this.#block, wholeOf(x));
		return x.data;
	}

	/** A⁻¹ = L⁻ᵀL⁻¹. @returns [n, n], new and exactly symmetric */
	inverse(): Float64Array {
		const lower = lowerOf(this.#block);
		invertLower(wholeOf(lower));
		return gramOfLower(lower).data;
	}

	get #block() {
		return wholeOf(matrix(this.n, this.n, this.#lower));
	}
}

/** One right-hand side: bound by memory, so plain loops are as fast as anything. */
function solveVector(lower: Float64Array, n: number, x: Float64Array): void {
	for (let i = 0; i < n; i++) {
		let sum = x[i]!;
		for (let j = 0, at = i * n; j < i; j++) sum -= lower[at + j]! * x[j]!;
		x[i] = sum / lower[i * n + i]!;
	}
	for (let i = n - 1; i >= 0; i--) {
		const value = x[i]! / lower[i * n + i]!;
		x[i] = value;
		for (let j = 0, at = i * n; j < i; j++) x[j]! -= value * lower[at + j]!;
	}
}

/**
 * Cholesky factorisation of a symmetric positive definite matrix.
 *
 * @param a [n, n], row-major; only its lower triangle counts, and it is not written to
 * @throws UserError where `a` is not positive definite
 */
export function factorSymmetric(a: Float64Array, n: number): Cholesky {
	checkSquare("a", a, n);
	const norm = oneNorm(a, n);
	if (!Number.isFinite(norm)) throw new Error("The matrix holds numbers that are not finite");
	const lower = matrix(n, n, a.slice());
	try {
		factorise(wholeOf(lower));
	} catch (error) {
		if (!(error instanceof NotPositive)) throw error;
		throw new UserError(
			`A matrix of ${n} × ${n} is not positive definite (at row ${error.index}): it has no Cholesky factor`,
			{
				hint: "A covariance is so when it comes from fewer tokens than the MLP is wide: use more samples.",
				cause: error,
			},
		);
	}
	return new Cholesky(lower.data, n, norm);
}

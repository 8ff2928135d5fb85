import { UserError } from "#core/errors";
import { type Matrix, matrix, multiply, solveSymmetric } from "#engine/linalg/index";
import { fromColumns, toColumns } from "./columns.ts";
import type { Metric } from "./metric.ts";

export interface KeySystem {
	/** M */
	readonly metric: Metric;
	/** λ */
	readonly ridge: number;
	/** Keys of earlier edits, [inner] each, whose values are to stay. @default none */
	readonly previous?: readonly Float64Array[];
}

/**
 * What the residuals R of new keys K are multiplied with, for an update Δ = R Xᵀ. Methods that edit many facts at once
 * share this equation, where A is [K, previous keys] and the first columns, those of K, are taken:
 *
 *     X = (M A (λI + Aᵀ M A)⁻¹)₁…ᵣ
 *
 * With M = C⁻¹ and the weight of C as λ it is MEMIT's (λC + K Kᵀ)⁻¹K. With λ = 0 it is EMMET's C⁻¹K (KᵀC⁻¹K)⁻¹, and
 * Δ K = R exactly. With M = P, the projection onto C's null space, it is AlphaEdit's (P A Aᵀ + λI)⁻¹ P K. The system
 * is as large as there are keys, however wide they are.
 *
 * @param keys [inner] each
 * @returns X, a column [inner] for each of `keys`
 * @throws UserError where the system is singular
 */
export function solveKeys(
	{ metric, ridge, previous = [] }: KeySystem,
	keys: readonly Float64Array[],
): Float64Array[] {
	const all = fromColumns([...keys, ...previous]); // A, [inner, count]
	const moved = metric(all); // M A, [inner, count]
	const system = multiply(all, moved, { transposeA: true }); // [count, count]
	const count = all.columns;
	for (let i = 0; i < count; i++) system.data[i * count + i]! += ridge;
	const first = matrix(count, keys.length); // I₁…ᵣ, [count, keys]
	for (let i = 0; i < keys.length; i++) first.data[i * keys.length + i] = 1;
	const x = matrix(count, keys.length, solve(system, first)); // (λI + AᵀMA)⁻¹ I₁…ᵣ
	return toColumns(multiply(moved, x));
}

/** From here on, a system in float64 is as good as singular. */
const SINGULAR = 1e13;

function solve(system: Matrix, right: Matrix): Float64Array {
	try {
		const { x, condition } = solveSymmetric(system.data, system.rows, right.data, right.columns);
		if (condition < SINGULAR) return x;
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
	}
	throw new UserError("The keys of the requests of one batch depend on each other", {
		hint: 'Leave out requests that repeat a prompt, or give emmet a "regularisation" such as 0.1.',
	});
}

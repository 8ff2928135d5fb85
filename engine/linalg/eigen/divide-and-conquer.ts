import { type Matrix, matrix } from "../matrix.ts";
import { multiply } from "../multiply.ts";
import type { Eigen } from "../solution.ts";
import { deflate, type RankOneProblem, type SplitRow } from "./deflate.ts";
import { ascending, implicitQl } from "./implicit-ql.ts";
import { type RankOneEigen, rankOneUpdate } from "./rank-one-update.ts";
import type { Tridiagonal } from "./tridiagonal.ts";

/** Matrices up to this size are left to QL. */
const LEAF = 48;

/**
 * Eigenpairs of a symmetric tridiagonal matrix by divide and conquer (Cuppen 1981; LAPACK's dstedc):
 *
 *     T = [T₁    ] + ρ u uᵀ,   T₁ = Q₁D₁Q₁ᵀ, T₂ = Q₂D₂Q₂ᵀ by recursion,   T = Q (D + ρ z zᵀ) Qᵀ,   z = Qᵀu
 *         [    T₂]
 *
 * Nearly all of the 4n³/3 operations at most are in the products Q·V.
 */
export function divideAndConquer({ diagonal, beside }: Tridiagonal): Eigen {
	const n = diagonal.length;
	if (n <= LEAF) return implicitQl({ diagonal, beside });
	const half = n >> 1;
	const rho = beside[half - 1]!;
	const upper = diagonal.slice(0, half);
	const lower = diagonal.slice(half);
	upper[half - 1]! -= Math.abs(rho);
	lower[0]! -= Math.abs(rho);
	const first = divideAndConquer({ diagonal: upper, beside: beside.slice(0, half - 1) });
	const second = divideAndConquer({ diagonal: lower, beside: beside.slice(half) });
	return conquer(first, second, rho);
}

function conquer(first: Eigen, second: Eigen, rho: number): Eigen {
	const [n1, n2] = [first.values.length, second.values.length];
	const problem = join(first, second, rho);
	const { kept, done } = deflate(problem);
	const { d, z, rows } = problem;
	const at = (values: Float64Array) => Float64Array.from(kept, (index) => values[index]!);
	const solved = rankOneUpdate(at(d), at(z));
	const keptRows = kept.map((index) => rows[index]!);
	const tops = combineRows(solved, keptRows, "top", n1);
	const bottoms = combineRows(solved, keptRows, "bottom", n2);
	const n = n1 + n2;
	const values = new Float64Array(n);
	const vectors = new Float64Array(n * n);
	for (let j = 0; j < kept.length; j++) {
		values[j] = solved.values[j]!;
		vectors.set(tops.data.subarray(j * n1, (j + 1) * n1), j * n);
		vectors.set(bottoms.data.subarray(j * n2, (j + 1) * n2), j * n + n1);
	}
	for (const [i, index] of done.entries()) {
		const row = kept.length + i;
		const { top, bottom } = rows[index]!;
		values[row] = d[index]!;
		if (top) vectors.set(top, row * n);
		if (bottom) vectors.set(bottom, row * n + n1);
	}
	return ascending(values, vectors);
}

/** z = √|ρ| · (last row of Q₁; ± first row of Q₂). */
function join(first: Eigen, second: Eigen, rho: number): RankOneProblem {
	const [n1, n2] = [first.values.length, second.values.length];
	const scale = Math.sqrt(Math.abs(rho));
	const d = new Float64Array(n1 + n2);
	const z = new Float64Array(n1 + n2);
	const rows: SplitRow[] = [];
	for (let i = 0; i < n1; i++) {
		d[i] = first.values[i]!;
		z[i] = scale * first.vectors[i * n1 + n1 - 1]!;
		rows.push({ top: first.vectors.subarray(i * n1, (i + 1) * n1) });
	}
	for (let i = 0; i < n2; i++) {
		d[n1 + i] = second.values[i]!;
		z[n1 + i] = Math.sign(rho) * scale * second.vectors[i * n2]!;
		rows.push({ bottom: second.vectors.subarray(i * n2, (i + 1) * n2) });
	}
	return { d, z, rows };
}

/** One half of V·rows; rows that are zero there are left out. @returns [k, width] */
function combineRows(
	{ vectors }: RankOneEigen,
	rows: readonly SplitRow[],
	half: "top" | "bottom",
	width: number,
): Matrix {
	const used = Array.from(rows.keys()).filter((index) => rows[index]![half] !== undefined);
	const coefficients = matrix(rows.length, used.length);
	const basis = matrix(used.length, width);
	for (const [to, from] of used.entries()) {
		basis.data.set(rows[from]![half]!, to * width);
		for (let j = 0; j < rows.length; j++) {
			coefficients.data[j * used.length + to] = vectors.data[j * rows.length + from]!;
		}
	}
	return used.length === 0 ? matrix(rows.length, width) : multiply(coefficients, basis);
}

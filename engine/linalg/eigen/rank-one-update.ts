import { type Matrix, matrix } from "../matrix.ts";
import { secularRoot } from "./secular-root.ts";

/** Eigenpairs of diag(d) + z zᵀ. */
export interface RankOneEigen {
	/** [k] */
	readonly values: Float64Array;
	/** [k, k]: row j is eigenvector j. */
	readonly vectors: Matrix;
}

/**
 * Eigenpairs of diag(d) + z zᵀ. The eigenvectors belong exactly to a ẑ close to z (Löwner's formula), which keeps them
 * orthogonal however close the eigenvalues are (Gu, Eisenstat 1994):
 *
 *     ẑᵢ² = Πⱼ (λⱼ − dᵢ) / Πⱼ≠ᵢ (dⱼ − dᵢ)        vⱼ ∝ ẑᵢ / (dᵢ − λⱼ)
 *
 * @param d ascending, all different
 * @param z none zero
 */
export function rankOneUpdate(d: Float64Array, z: Float64Array): RankOneEigen {
	const k = d.length;
	const weights = z.map((value) => value * value);
	const values = new Float64Array(k);
	const gaps = matrix(k, k); // [j, i]: dᵢ − λⱼ
	for (let j = 0; j < k; j++) {
		const { origin, distance } = secularRoot(d, weights, j);
		values[j] = d[origin]! + distance;
		for (let i = 0; i < k; i++) gaps.data[j * k + i] = d[i]! - d[origin]! - distance;
	}
	const exact = loewner(d, z, gaps);
	for (let j = 0; j < k; j++) toVector(gaps.data.subarray(j * k, (j + 1) * k), exact);
	return { values, vectors: gaps };
}

function loewner(d: Float64Array, z: Float64Array, gaps: Matrix): Float64Array {
	const k = d.length;
	const squares = new Float64Array(k).fill(1);
	for (let j = 0; j < k; j++) {
		for (let i = 0; i < k; i++) {
			const gap = gaps.data[j * k + i]!;
			squares[i]! *= i === j ? gap : gap / (d[i]! - d[j]!);
		}
	}
	return squares.map((square, i) => Math.sign(z[i]!) * Math.sqrt(Math.abs(square)));
}

/** From dᵢ − λ to the unit eigenvector, in place. */
function toVector(row: Float64Array, z: Float64Array): void {
	let sum = 0;
	for (let i = 0; i < row.length; i++) {
		const value = z[i]! / row[i]!;
		row[i] = value;
		sum += value * value;
	}
	const scale = 1 / Math.sqrt(sum);
	for (let i = 0; i < row.length; i++) row[i]! *= scale;
}

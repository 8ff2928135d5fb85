import { type Matrix, matrix, multiply } from "#engine/linalg/index";
import { keyedRandom } from "#engine/rng";

/** Numbers in [−1, 1), the same at each call with one seed. */
export function made(rows: number, columns: number, seed = 1): Matrix {
	const random = keyedRandom(seed, "linalg");
	return matrix(
		rows,
		columns,
		Float64Array.from({ length: rows * columns }, () => 2 * random.uniform() - 1),
	);
}

/** X Xᵀ / m, exactly symmetric; positive definite where m ≥ n. */
export function madeSymmetric(n: number, m = n + 8, seed = 1): Matrix {
	const x = made(n, m, seed);
	const product = multiply(x, x, { transposeB: true });
	for (let i = 0; i < n; i++) {
		for (let j = 0; j <= i; j++) {
			const value = product.data[i * n + j]! / m;
			product.data[i * n + j] = value;
			product.data[j * n + i] = value;
		}
	}
	return product;
}

export const hilbert = (n: number): Float64Array =>
	Float64Array.from({ length: n * n }, (_, at) => 1 / (Math.floor(at / n) + (at % n) + 1));

export const identity = (n: number): Matrix =>
	matrix(
		n,
		n,
		Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0)),
	);

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
	if (a.length !== b.length) throw new Error(`${a.length} values are not ${b.length}`);
	let most = 0;
	for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
	return most;
}

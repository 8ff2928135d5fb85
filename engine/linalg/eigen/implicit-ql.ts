import type { Eigen } from "../solution.ts";
import type { Tridiagonal } from "./tridiagonal.ts";

/**
 * Eigenvalues and eigenvectors of a small symmetric tridiagonal matrix by QL with implicit shifts (Bowdler, Martin,
 * Reinsch, Wilkinson 1968; EISPACK's imtql2). About 3n³ multiplications in plain loops.
 */
export function implicitQl({ diagonal, beside }: Tridiagonal): Eigen {
	const n = diagonal.length;
	const d = diagonal.slice();
	const e = new Float64Array(n);
	e.set(beside);
	const rows = new Float64Array(n * n); // row i: eigenvector i
	for (let i = 0; i < n; i++) rows[i * n + i] = 1;
	for (let first = 0; first < n; first++) {
		for (let sweep = 0; ; sweep++) {
			const last = endOfBlock(d, e, first);
			if (last === first) break;
			if (sweep === 60) throw new Error("QL iteration does not converge: the matrix holds NaN?");
			qlSweep(d, e, rows, first, last);
		}
	}
	return ascending(d, rows);
}

/** The last row of the block that begins at `first` and is not split by a negligible off-diagonal element. */
function endOfBlock(d: Float64Array, e: Float64Array, first: number): number {
	let last = first;
	while (last < d.length - 1) {
		const size = Math.abs(d[last]!) + Math.abs(d[last + 1]!);
		if (Math.abs(e[last]!) <= Number.EPSILON * size) break;
		last++;
	}
	return last;
}

function qlSweep(d: Float64Array, e: Float64Array, rows: Float64Array, first: number, last: number): void {
	let g = (d[first + 1]! - d[first]!) / (2 * e[first]!);
	let r = Math.hypot(g, 1);
	g = d[last]! - d[first]! + e[first]! / (g + (g < 0 ? -r : r));
	let [s, c, p] = [1, 1, 0];
	for (let i = last - 1; i >= first; i--) {
		const f = s * e[i]!;
		const b = c * e[i]!;
		r = Math.hypot(f, g);
		e[i + 1] = r;
		if (r === 0) {
			// The block has split.
			d[i + 1]! -= p;
			e[last] = 0;
			return;
		}
		s = f / r;
		c = g / r;
		g = d[i + 1]! - p;
		r = (d[i]! - g) * s + 2 * c * b;
		p = s * r;
		d[i + 1] = g + p;
		g = c * r - b;
		rotateRows(rows, d.length, i, c, s);
	}
	d[first]! -= p;
	e[first] = g;
	e[last] = 0;
}

function rotateRows(rows: Float64Array, n: number, i: number, c: number, s: number): void {
	for (let k = i * n; k < (i + 1) * n; k++) {
		const [lower, upper] = [rows[k]!, rows[k + n]!];
		rows[k + n] = s * lower + c * upper;
		rows[k] = c * lower - s * upper;
	}
}

/** Sorts eigenpairs by value. */
export function ascending(values: Float64Array, rows: Float64Array): Eigen {
	const n = values.length;
	const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
	const vectors = new Float64Array(rows.length);
	for (const [to, from] of order.entries()) vectors.set(rows.subarray(from * n, (from + 1) * n), to * n);
	return { values: Float64Array.from(order, (from) => values[from]!), vectors };
}

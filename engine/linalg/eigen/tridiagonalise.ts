import { type Matrix, matrix, part, take, wholeOf } from "../matrix.ts";
import { multiply } from "../multiply.ts";
import type { Tridiagonal } from "./tridiagonal.ts";

/** Columns that are reduced before the rest of the matrix is brought up to date. */
const PANEL = 48;

/** Householder reflections Hᵢ = I − τᵢ vᵢvᵢᵀ. */
export interface Reflections {
	/** [count, n]: row i is vᵢ, zero up to and including column i. */
	readonly vectors: Matrix;
	/** [count] */
	readonly taus: Float64Array;
}

/** A = Q T Qᵀ, Q = H₀H₁… */
export interface Tridiagonalised {
	readonly tridiagonal: Tridiagonal;
	readonly reflections: Reflections;
}

interface Panel {
	/** Rows and columns of the matrix that are not reduced yet, as they were before the panel. [m, m] */
	readonly rest: Matrix;
	/** Where the rest begins in the whole. */
	readonly from: number;
	/** vᵢ of the panel, without the leading zeros of the whole. [m] each */
	readonly v: Float64Array[];
	/** A ← A − Σ (v wᵀ + w vᵀ). [m] each */
	readonly w: Float64Array[];
}

/**
 * Householder reduction of a symmetric matrix to tridiagonal form, in panels (LAPACK's dsytrd): half of the 4n³/3
 * operations are products of matrices, the other half reads the rest of the matrix once a column.
 *
 * @param a [n, n], both triangles; not written to
 */
export function tridiagonalise(a: Float64Array, n: number): Tridiagonalised {
	const tridiagonal = { diagonal: new Float64Array(n), beside: new Float64Array(Math.max(0, n - 1)) };
	const count = Math.max(0, n - 2);
	const reflections = { vectors: matrix(count, n), taus: new Float64Array(count) };
	let rest = matrix(n, n, a);
	let from = 0;
	while (from < count) {
		const columns = Math.min(PANEL, count - from);
		const panel: Panel = { rest, from, v: [], w: [] };
		for (let j = 0; j < columns; j++) reduceColumn(panel, j, tridiagonal, reflections);
		rest = updateRest(panel, columns);
		from += columns;
	}
	for (let i = from; i < n; i++) tridiagonal.diagonal[i] = rest.data[(i - from) * (rest.columns + 1)]!;
	if (n > 1) tridiagonal.beside[n - 2] = rest.data[rest.data.length - 2]!;
	return { tridiagonal, reflections };
}

function reduceColumn(panel: Panel, j: number, { diagonal, beside }: Tridiagonal, into: Reflections): void {
	const { rest, from, v, w } = panel;
	const m = rest.rows;
	const column = rest.data.slice(j * m, (j + 1) * m);
	for (let i = 0; i < j; i++) {
		addScaled(column, v[i]!, -w[i]![j]!, j);
		addScaled(column, w[i]!, -v[i]![j]!, j);
	}
	diagonal[from + j] = column[j]!;
	const { beta, tau } = reflect(column, j + 1);
	beside[from + j] = beta;
	into.taus[from + j] = tau;
	into.vectors.data.set(column.subarray(j + 1), (from + j) * into.vectors.columns + from + j + 1);
	w.push(updateOf(panel, column, tau, j));
	v.push(column);
}

/** The column from `first` on becomes the v that reflects it onto (β, 0, 0 …), with v[first] = 1; zeros before. */
function reflect(column: Float64Array, first: number): { beta: number; tau: number } {
	column.fill(0, 0, first);
	const alpha = column[first]!;
	const tail = norm(column, first + 1);
	if (tail === 0) {
		column[first] = 1;
		return { beta: alpha, tau: 0 };
	}
	const beta = alpha > 0 ? -Math.hypot(alpha, tail) : Math.hypot(alpha, tail);
	for (let i = first + 1; i < column.length; i++) column[i]! /= alpha - beta;
	column[first] = 1;
	return { beta, tau: (beta - alpha) / beta };
}

/** w = p − ½ τ (pᵀv) v with p = τ A v, A as it is after the panel's columns so far. */
function updateOf({ rest, v, w }: Panel, column: Float64Array, tau: number, j: number): Float64Array {
	if (tau === 0) return new Float64Array(rest.rows);
	const p = multiply(rest, matrix(rest.rows, 1, column)).data;
	for (let i = 0; i < j; i++) {
		addScaled(p, v[i]!, -dot(w[i]!, column, j + 1), j + 1);
		addScaled(p, w[i]!, -dot(v[i]!, column, j + 1), j + 1);
	}
	for (let i = 0; i < p.length; i++) p[i]! *= tau;
	addScaled(p, column, -0.5 * tau * dot(p, column, j + 1), j + 1);
	return p;
}

/** A − V Wᵀ − W Vᵀ behind the panel's columns. @returns [m − columns, m − columns] */
function updateRest({ rest, v, w }: Panel, columns: number): Matrix {
	const left = rest.rows - columns;
	const vw = matrix(2 * columns, left);
	const wv = matrix(2 * columns, left);
	for (let i = 0; i < columns; i++) {
		const [vector, partner] = [v[i]!.subarray(columns), w[i]!.subarray(columns)];
		vw.data.set(vector, i * left);
		vw.data.set(partner, (columns + i) * left);
		wv.data.set(partner, i * left);
		wv.data.set(vector, (columns + i) * left);
	}
	const before = take(part(wholeOf(rest), columns, columns, left, left));
	return multiply(vw, wv, { transposeA: true, scale: -1, plus: before });
}

function addScaled(to: Float64Array, x: Float64Array, factor: number, first: number): void {
	for (let i = first; i < to.length; i++) to[i]! += factor * x[i]!;
}

function dot(a: Float64Array, b: Float64Array, first: number): number {
	let sum = 0;
	for (let i = first; i < a.length; i++) sum += a[i]! * b[i]!;
	return sum;
}

/** Of the elements from `first` on; scaled, so that squares neither overflow nor vanish. */
function norm(x: Float64Array, first: number): number {
	let most = 0;
	for (let i = first; i < x.length; i++) most = Math.max(most, Math.abs(x[i]!));
	if (most === 0) return 0;
	let sum = 0;
	for (let i = first; i < x.length; i++) sum += (x[i]! / most) ** 2;
	return most * Math.sqrt(sum);
}

import { type Block, type Matrix, matrix, part, put, take, wholeOf } from "./matrix.ts";
import { multiply } from "./multiply.ts";

/** Triangles up to this size are inverted by plain loops. */
const LEAF = 64;

/** Half, rounded so that leaves are full. */
export const splitAt = (n: number): number => Math.ceil(n / (2 * LEAF)) * LEAF;

/** Three parts of a lower triangle: [L₁₁ 0; L₂₁ L₂₂]. */
function split(l: Block) {
	const head = splitAt(l.rows);
	const tail = l.rows - head;
	return {
		head,
		tail,
		l11: part(l, 0, 0, head, head),
		l21: part(l, head, 0, tail, head),
		l22: part(l, head, head, tail, tail),
	};
}

/** B ← B L⁻ᵀ, in place. `l` [n, n]: what lies above its diagonal is not read; `b` [m, n]. */
export function solveRight(l: Block, b: Block): void {
	if (l.rows <= LEAF) {
		put(b, multiply(take(b), invertLeaf(l), { transposeB: true }));
		return;
	}
	const { head, tail, l11, l21, l22 } = split(l);
	const [b1, b2] = [part(b, 0, 0, b.rows, head), part(b, 0, head, b.rows, tail)];
	solveRight(l11, b1);
	put(b2, multiply(take(b1), take(l21), { transposeB: true, scale: -1, plus: take(b2) }));
	solveRight(l22, b2);
}

/** B ← L⁻¹ B, in place; `b` [n, columns]. */
export function solveLower(l: Block, b: Block): void {
	if (l.rows <= LEAF) {
		put(b, multiply(invertLeaf(l), take(b)));
		return;
	}
	const { head, tail, l11, l21, l22 } = split(l);
	const [b1, b2] = [part(b, 0, 0, head, b.columns), part(b, head, 0, tail, b.columns)];
	solveLower(l11, b1);
	put(b2, multiply(take(l21), take(b1), { scale: -1, plus: take(b2) }));
	solveLower(l22, b2);
}

/** B ← L⁻ᵀ B, in place; `b` [n, columns]. */
export function solveLowerTransposed(l: Block, b: Block): void {
	if (l.rows <= LEAF) {
		put(b, multiply(invertLeaf(l), take(b), { transposeA: true }));
		return;
	}
	const { head, tail, l11, l21, l22 } = split(l);
	const [b1, b2] = [part(b, 0, 0, head, b.columns), part(b, head, 0, tail, b.columns)];
	solveLowerTransposed(l22, b2);
	put(b1, multiply(take(l21), take(b2), { transposeA: true, scale: -1, plus: take(b1) }));
	solveLowerTransposed(l11, b1);
}

/** L⁻¹ over the lower triangle of L: [L₁₁⁻¹ 0; −L₂₂⁻¹ L₂₁ L₁₁⁻¹, L₂₂⁻¹]. */
export function invertLower(l: Block): void {
	if (l.rows <= LEAF) {
		putLower(l, invertLeaf(l));
		return;
	}
	const { l11, l21, l22 } = split(l);
	solveLower(l22, l21);
	invertLower(l11);
	const x11 = lowerOf(l11);
	put(l21, multiply(take(l21), x11, { scale: -1 }));
	invertLower(l22);
}

function invertLeaf({ data, stride, at, rows: n }: Block): Matrix {
	const inverse = matrix(n, n);
	for (let j = 0; j < n; j++) {
		inverse.data[j * n + j] = 1 / data[at + j * stride + j]!;
		for (let i = j + 1; i < n; i++) {
			let sum = 0;
			for (let k = j; k < i; k++) sum += data[at + i * stride + k]! * inverse.data[k * n + j]!;
			inverse.data[i * n + j] = -sum / data[at + i * stride + i]!;
		}
	}
	return inverse;
}

function putLower(l: Block, values: Matrix): void {
	for (let row = 0; row < l.rows; row++) {
		const from = row * values.columns;
		l.data.set(values.data.subarray(from, from + row + 1), l.at + row * l.stride);
	}
}

/** A copy with zeros above the diagonal. */
export function lowerOf(l: Block): Matrix {
	const lower = matrix(l.rows, l.rows);
	for (let row = 0; row < l.rows; row++) {
		const from = l.at + row * l.stride;
		lower.data.set(l.data.subarray(from, from + row + 1), row * l.rows);
	}
	return lower;
}

/** Block rows of a product that are computed at once. */
const STEP = 1024;

/** LᵀL. Rows of L above a block row's diagonal hold nothing for it, so half of the product is left out. */
export function gramOfLower(l: Matrix): Matrix {
	const n = l.rows;
	const result = matrix(n, n);
	for (let i = 0; i < n; i += STEP) {
		const height = Math.min(STEP, n - i);
		const left = take(part(wholeOf(l), i, i, n - i, height));
		const right = take(part(wholeOf(l), i, 0, n - i, i + height));
		put(part(wholeOf(result), i, 0, height, i + height), multiply(left, right, { transposeA: true }));
	}
	mirrorLower(result.data, n);
	return result;
}

/** Copies the lower triangle above the diagonal. */
export function mirrorLower(a: Float64Array, n: number): void {
	const tile = 64;
	for (let i0 = 0; i0 < n; i0 += tile) {
		for (let j0 = 0; j0 <= i0; j0 += tile) {
			for (let i = i0; i < Math.min(n, i0 + tile); i++) {
				for (let j = j0; j < Math.min(i, j0 + tile); j++) a[j * n + i] = a[i * n + j]!;
			}
		}
	}
}

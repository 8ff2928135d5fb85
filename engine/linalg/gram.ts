import { type Block, type Matrix, part, put, take } from "./matrix.ts";
import { multiply } from "./multiply.ts";
import { splitAt } from "./triangular.ts";

/** Squares up to this size are computed with both triangles. */
const WHOLE = 256;

/**
 * S ← S + XᵀX, where only the lower triangle of S is kept up.
 *
 * @param sum [n, n], written to
 * @param x [rows, n]
 */
export function addGram(sum: Float64Array, x: Matrix): void {
	const n = x.columns;
	const whole = { data: x.data, stride: n, at: 0, rows: x.rows, columns: n };
	add({ data: sum, stride: n, at: 0, rows: n, columns: n }, whole);
}

function add(sum: Block, x: Block): void {
	const n = sum.rows;
	if (n <= WHOLE) {
		const values = take(x);
		put(sum, multiply(values, values, { transposeA: true, plus: take(sum) }));
		return;
	}
	const head = splitAt(n);
	const tail = n - head;
	const [left, right] = [part(x, 0, 0, x.rows, head), part(x, 0, head, x.rows, tail)];
	add(part(sum, 0, 0, head, head), left);
	const below = part(sum, head, 0, tail, head);
	put(below, multiply(take(right), take(left), { transposeA: true, plus: take(below) }));
	add(part(sum, head, head, tail, tail), right);
}

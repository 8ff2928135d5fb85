import { type Block, part, put, take } from "./matrix.ts";
import { multiply } from "./multiply.ts";
import { solveRight, splitAt } from "./triangular.ts";

/** Blocks up to this size are factorised by plain loops. */
const LEAF = 64;
/** Rank updates of blocks up to this size compute both triangles. */
const WHOLE = 1024;

/** A pivot that is not positive: the matrix is not positive definite. */
export class NotPositive extends Error {
	readonly index: number;

	constructor(index: number) {
		super(`The leading minor of order ${index + 1} is not positive`);
		this.index = index;
	}
}

/**
 * A = L Lᵀ, L written over the lower triangle of A; above the diagonal A keeps what it had.
 *
 *     [A₁₁    ]   L₁₁ by recursion, L₂₁ = A₂₁ L₁₁⁻ᵀ, then A₂₂ − L₂₁ L₂₁ᵀ by recursion:
 *     [A₂₁ A₂₂]   nearly all of the n³/3 multiplications are in large products
 *
 * @throws NotPositive
 */
export function factorise(a: Block, first = 0): void {
	const n = a.rows;
	if (n <= LEAF) {
		factoriseLeaf(a, first);
		return;
	}
	const head = splitAt(n);
	const a11 = part(a, 0, 0, head, head);
	const a21 = part(a, head, 0, n - head, head);
	const a22 = part(a, head, head, n - head, n - head);
	factorise(a11, first);
	solveRight(a11, a21);
	subtractGram(a22, a21);
	factorise(a22, first + head);
}

/** Lower triangle of C − B Bᵀ, in place. */
function subtractGram(c: Block, b: Block): void {
	const n = c.rows;
	if (n <= WHOLE) {
		const rows = take(b);
		put(c, multiply(rows, rows, { transposeB: true, scale: -1, plus: take(c) }));
		return;
	}
	const head = splitAt(n);
	const tail = n - head;
	const [upper, lower] = [part(b, 0, 0, head, b.columns), part(b, head, 0, tail, b.columns)];
	subtractGram(part(c, 0, 0, head, head), upper);
	const c21 = part(c, head, 0, tail, head);
	put(c21, multiply(take(lower), take(upper), { transposeB: true, scale: -1, plus: take(c21) }));
	subtractGram(part(c, head, head, tail, tail), lower);
}

function factoriseLeaf({ data, stride, at, rows: n }: Block, first: number): void {
	for (let j = 0; j < n; j++) {
		const rowJ = at + j * stride;
		const pivot = data[rowJ + j]! - dot(data, rowJ, rowJ, j);
		if (!(pivot > 0) || pivot === Number.POSITIVE_INFINITY) throw new NotPositive(first + j);
		const root = Math.sqrt(pivot);
		data[rowJ + j] = root;
		for (let i = j + 1; i < n; i++) {
			const rowI = at + i * stride;
			data[rowI + j] = (data[rowI + j]! - dot(data, rowI, rowJ, j)) / root;
		}
	}
}

function dot(data: Float64Array, a: number, b: number, length: number): number {
	let sum = 0;
	for (let i = 0; i < length; i++) sum += data[a + i]! * data[b + i]!;
	return sum;
}

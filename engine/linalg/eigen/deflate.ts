/** A row of the eigenvectors found so far: zero where a half is left out. */
export interface SplitRow {
	readonly top?: Float64Array;
	readonly bottom?: Float64Array;
}

/** diag(d) + z zᵀ in the basis of the rows. */
export interface RankOneProblem {
	readonly d: Float64Array;
	readonly z: Float64Array;
	readonly rows: SplitRow[];
}

/** Indices into the problem. */
export interface Deflated {
	/** Whose eigenpairs are still to be found; d ascending, far enough apart. */
	readonly kept: number[];
	/** Whose d and row already are an eigenpair. */
	readonly done: number[];
}

/**
 * Takes out what needs no work: components of z that are negligible, and of two nearly equal d one, after a rotation
 * that makes its z zero (LAPACK's dlaed2). Changes the problem accordingly.
 */
export function deflate(problem: RankOneProblem): Deflated {
	const { d, z } = problem;
	const order = Array.from(d.keys()).sort((a, b) => d[a]! - d[b]!);
	const scale = Math.max(largest(d), largest(z) ** 2);
	const tolerance = 8 * Number.EPSILON * scale;
	const norm = Math.sqrt(z.reduce((sum, value) => sum + value * value, 0));
	const kept: number[] = [];
	const done: number[] = [];
	let last: number | undefined;
	for (const next of order) {
		if (Math.abs(z[next]!) * norm <= tolerance) {
			done.push(next);
		} else if (last !== undefined && mergePair(problem, last, next, tolerance)) {
			done.push(last);
			last = next;
		} else {
			if (last !== undefined) kept.push(last);
			last = next;
		}
	}
	if (last !== undefined) kept.push(last);
	return { kept, done };
}

/** Rotates `first` and `second` so that the z of `first` vanishes, if what that neglects is small enough. */
function mergePair(problem: RankOneProblem, first: number, second: number, tolerance: number): boolean {
	const { d, z, rows } = problem;
	const length = Math.hypot(z[first]!, z[second]!);
	const c = z[second]! / length;
	const s = -z[first]! / length;
	const [d1, d2] = [d[first]!, d[second]!];
	if (Math.abs((d2 - d1) * c * s) > tolerance) return false;
	z[first] = 0;
	z[second] = length;
	d[first] = d1 * c * c + d2 * s * s;
	d[second] = d1 * s * s + d2 * c * c;
	const [row1, row2] = [rows[first]!, rows[second]!];
	rows[first] = combine(row1, c, row2, s);
	rows[second] = combine(row2, c, row1, -s);
	return true;
}

function combine(a: SplitRow, c: number, b: SplitRow, s: number): SplitRow {
	const top = combineHalf(a.top, c, b.top, s);
	const bottom = combineHalf(a.bottom, c, b.bottom, s);
	return { ...(top && { top }), ...(bottom && { bottom }) };
}

function combineHalf(a: Float64Array | undefined, c: number, b: Float64Array | undefined, s: number) {
	if (a && b) return a.map((value, i) => c * value + s * b[i]!);
	if (a) return a.map((value) => c * value);
	return b?.map((value) => s * value);
}

const largest = (x: Float64Array): number => x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

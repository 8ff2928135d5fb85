/** ‖A‖₁ of a symmetric matrix: the largest sum of absolute values in a row. */
export function oneNorm(a: Float64Array, n: number): number {
	let largest = 0;
	for (let row = 0; row < n; row++) {
		let sum = 0;
		for (let i = row * n; i < (row + 1) * n; i++) sum += Math.abs(a[i]!);
		// NaN is passed on
		if (!(sum <= largest)) largest = sum;
	}
	return largest;
}

/**
 * A lower bound of ‖A⁻¹‖₁, nearly always within a factor of 3, from a few solutions: climbs from column to column of
 * A⁻¹ (Hager 1984; Higham 1988, Algorithm 4.1, the method of LAPACK's dpocon), for symmetric A.
 *
 * @param solve A⁻¹x, in place
 */
export function inverseOneNorm(solve: (x: Float64Array) => void, n: number): number {
	let x = new Float64Array(n).fill(1 / n);
	let estimate = 0;
	for (let round = 0; round < 5; round++) {
		solve(x);
		const norm = absoluteSum(x);
		if (round > 0 && norm <= estimate) break;
		estimate = norm;
		const signs = x.map((value) => (value < 0 ? -1 : 1));
		solve(signs);
		const steepest = indexOfLargest(signs);
		x = new Float64Array(n);
		x[steepest] = 1;
	}
	return Math.max(estimate, alternating(solve, n));
}

/** Catches matrices on which the climb is fooled. */
function alternating(solve: (x: Float64Array) => void, n: number): number {
	const x = Float64Array.from({ length: n }, (_, i) => (i % 2 ? -1 : 1) * (1 + i / Math.max(1, n - 1)));
	solve(x);
	return (2 * absoluteSum(x)) / (3 * n);
}

const absoluteSum = (x: Float64Array): number => x.reduce((sum, value) => sum + Math.abs(value), 0);

function indexOfLargest(x: Float64Array): number {
	let found = 0;
	for (let i = 1; i < x.length; i++) if (Math.abs(x[i]!) > Math.abs(x[found]!)) found = i;
	return found;
}

/** From here on, fewer than about four digits of a float64 solution can be trusted. */
const ILL = 1e12;

/** Said where few digits of what is computed with a matrix can be trusted. */
export function conditionWarning(condition: number): string | undefined {
	if (condition < ILL) return undefined;
	const digits = Math.max(0, Math.floor(15.95 - Math.log10(condition)));
	return `The matrix is ill-conditioned (condition about ${condition.toExponential(1)}): about ${digits} digits of the result can be trusted`;
}

/** A root as a distance from the pole nearest to it: differences to all poles are then exact to the last digits. */
export interface SecularRoot {
	/** Index of the pole. */
	readonly origin: number;
	readonly distance: number;
}

/** f(λ) = 1 + Σ wᵢ/(dᵢ − λ), split at the interval searched. */
interface Value {
	/** Σ over the poles to the left, and its derivative. */
	readonly left: number;
	readonly leftSlope: number;
	/** Σ over the poles to the right, and its derivative. */
	readonly right: number;
	readonly rightSlope: number;
	readonly f: number;
}

const MOST_STEPS = 100;

/**
 * Root j of the secular equation 1 + Σᵢ wᵢ/(dᵢ − λ) = 0, which lies between pole j and the next one, behind the last
 * pole for the last root. Each step puts r + s/(d − λ) through value and slope of either part of the sum and solves the
 * quadratic equation that results (Bunch, Nielsen, Sorensen 1978), bisecting where that leaves the bracket.
 *
 * @param poles ascending, all different
 * @param weights positive
 */
export function secularRoot(poles: Float64Array, weights: Float64Array, j: number): SecularRoot {
	const { origin, low, high, start } = bracket(poles, weights, j);
	const nextOf = j === poles.length - 1 ? lastStep : innerStep;
	const range = { low, high };
	let at = start;
	for (let step = 0; step < MOST_STEPS; step++) {
		const value = evaluate(poles, weights, { j, origin, at });
		if (Math.abs(value.f) <= Number.EPSILON * roundingOf(value, at)) break;
		range[value.f < 0 ? "low" : "high"] = at;
		const aimed = at + nextOf(value, distance(poles, j, origin, at), distance(poles, j + 1, origin, at));
		const next = aimed > range.low && aimed < range.high ? aimed : between(range.low, range.high);
		if (next === at || next === range.low || next === range.high) break;
		at = next;
	}
	return { origin, distance: at };
}

/** The nearest pole, and on which side of it at most how far away the root is. */
function bracket(poles: Float64Array, weights: Float64Array, j: number) {
	// No root is farther from the last pole than the weights together.
	if (j === poles.length - 1) {
		const farthest = weights.reduce((sum, w) => sum + w, 0);
		return { origin: j, low: 0, high: farthest, start: farthest / 2 };
	}
	const half = (poles[j + 1]! - poles[j]!) / 2;
	return evaluate(poles, weights, { j, origin: j, at: half }).f >= 0
		? { origin: j, low: 0, high: half, start: half }
		: { origin: j + 1, low: -half, high: 0, start: -half };
}

const distance = (poles: Float64Array, i: number, origin: number, at: number): number =>
	poles[i]! - poles[origin]! - at;

function evaluate(
	poles: Float64Array,
	weights: Float64Array,
	{ j, origin, at }: { j: number; origin: number; at: number },
): Value {
	let [left, leftSlope, right, rightSlope] = [0, 0, 0, 0];
	const zero = poles[origin]!;
	for (let i = 0; i <= j; i++) {
		const term = weights[i]! / (poles[i]! - zero - at);
		left += term;
		leftSlope += (term * term) / weights[i]!;
	}
	for (let i = poles.length - 1; i > j; i--) {
		const term = weights[i]! / (poles[i]! - zero - at);
		right += term;
		rightSlope += (term * term) / weights[i]!;
	}
	return { left, leftSlope, right, rightSlope, f: 1 + left + right };
}

/** How large f may be by rounding alone, in units of the last place (LAPACK's dlaed4). */
const roundingOf = ({ left, leftSlope, right, rightSlope }: Value, at: number): number =>
	8 * (Math.abs(left) + Math.abs(right)) + 1 + Math.abs(at) * (leftSlope + rightSlope);

function innerStep({ left, leftSlope, right, rightSlope, f }: Value, a: number, b: number): number {
	const c = 1 + left - leftSlope * a + right - rightSlope * b;
	const linear = c * (a + b) + leftSlope * a * a + rightSlope * b * b;
	const constant = f * a * b;
	const root = Math.sqrt(Math.abs(linear * linear - 4 * constant * c));
	return linear <= 0 ? (linear - root) / (2 * c) : (2 * constant) / (linear + root);
}

/** No pole lies to the right: c + s/(d − λ) = 0. */
function lastStep({ left, leftSlope }: Value, a: number): number {
	const c = 1 + left - leftSlope * a;
	return a + (leftSlope * a * a) / c;
}

/** The middle, in magnitude where the bracket spans several. */
function between(low: number, high: number): number {
	const [near, far] = Math.abs(low) < Math.abs(high) ? [low, high] : [high, low];
	if (near !== 0 && far / near > 16) return Math.sign(near) * Math.sqrt(near * far);
	return (low + high) / 2;
}

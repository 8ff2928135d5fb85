import { keyedRandom } from "#engine/rng";

export interface Interval {
	readonly low: number;
	readonly high: number;
}

/** How often the records are drawn anew. */
export const RESAMPLES = 1000;

/**
 * Percentile bootstrap interval of the mean (Efron 1979), 95 %: as many values as there are records are drawn with
 * replacement, and 95 % of the means of such draws lie between the bounds. As many values give the same draws, so that
 * the same results give the same bounds, and editors are compared on the same draws.
 *
 * @param values one a record
 * @returns undefined below two values, which say nothing about how they vary
 */
export function bootstrapInterval(values: readonly number[]): Interval | undefined {
	const count = values.length;
	if (count < 2) return undefined;
	const draws = drawsOf(count);
	const means = Float64Array.from({ length: RESAMPLES }, (_, resample) => {
		let sum = 0;
		for (let at = resample * count; at < (resample + 1) * count; at++) sum += values[draws[at]!]!;
		return sum / count;
	}).sort();
	return { low: quantile(means, 0.025), high: quantile(means, 0.975) };
}

let latest = { count: 0, draws: new Uint32Array(0) };

/** Places drawn by all resamples. Kept, because a report draws hundreds of times from as many records. */
function drawsOf(count: number): Uint32Array {
	if (latest.count === count) return latest.draws;
	const { int } = keyedRandom("reports/bootstrap", count);
	const draws = new Uint32Array(RESAMPLES * count);
	for (let at = 0; at < draws.length; at++) draws[at] = int(count);
	latest = { count, draws };
	return draws;
}

/** Between the two neighbours, linearly. */
function quantile(sorted: Float64Array, share: number): number {
	const at = share * (sorted.length - 1);
	const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
	return low === high ? low : low + (high - low) * (at - Math.floor(at));
}

/** One record's values of one metric: key (`Subject_Aliasing`, `reasoning` …) → one value per probe. */
export type ProbeScores = Readonly<Record<string, readonly number[]>>;

/** How the values of many probes become one number of a table. */
export const aggregations = ["pooled", "per-key"] as const;

/**
 * `pooled` (the ICE paper's eval.py): a record's value is the mean over all its probes, whatever their key.
 * `per-key` (EasyEdit): a record's value is the mean over its keys of each key's mean.
 * Either way the result is the mean over the records that have a value.
 */
export type Aggregation = (typeof aggregations)[number];

/** One number for many records, and what stands behind it. */
export interface Aggregate {
	/** In the unit of the values; absent where no record has one. */
	readonly value: number | undefined;
	/** Records that entered `value`. */
	readonly records: number;
	/** Records without a probe, or with NaN and infinite values only. */
	readonly without: number;
	/** Probes left out because their value is NaN, an accuracy over no token, or infinite, a perplexity past all numbers. */
	readonly nan: number;
	/** Those of them whose value is infinite. */
	readonly infinite: number;
	/** Mean over all probes of a key, of all records together, under either rule. A key without probes is absent. */
	readonly byKey: Readonly<Record<string, number>>;
}

/** One number for many records. What is not finite is left out and counted, as an empty list is: none is ever a zero. */
export function aggregate(records: readonly ProbeScores[], rule: Aggregation): Aggregate {
	const values = records.map((scores) => recordMean(scores, rule)).filter((value) => value !== undefined);
	const probes = records.flatMap((scores) => Object.values(scores).flat());
	return {
		value: mean(values),
		records: values.length,
		without: records.length - values.length,
		nan: probes.filter((value) => !Number.isFinite(value)).length,
		infinite: probes.filter((value) => Math.abs(value) === Number.POSITIVE_INFINITY).length,
		byKey: meanByKey(records),
	};
}

/** The value with which one record enters `aggregate`; also what intervals and paired tests draw from. */
export function recordMean(scores: ProbeScores, rule: Aggregation): number | undefined {
	const keys = Object.values(scores).map(finite);
	if (rule === "pooled") return mean(keys.flat());
	return mean(keys.map(mean).filter((value) => value !== undefined));
}

function meanByKey(records: readonly ProbeScores[]): Record<string, number> {
	const totals = new Map<string, { sum: number; count: number }>();
	for (const [key, values] of records.flatMap((scores) => Object.entries(scores))) {
		const known = finite(values);
		if (known.length === 0) continue;
		const total = totals.get(key) ?? { sum: 0, count: 0 };
		totals.set(key, total);
		for (const value of known) total.sum += value;
		total.count += known.length;
	}
	return Object.fromEntries([...totals].map(([key, { sum, count }]) => [key, sum / count]));
}

const finite = (values: readonly number[]) => values.filter(Number.isFinite);

/** Summed from left to right, like the published scripts. */
const mean = (values: readonly number[]) =>
	values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;

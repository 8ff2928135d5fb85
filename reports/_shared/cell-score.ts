import { type Aggregation, aggregate, recordMean } from "#core/aggregate";
import type { Scoring } from "#core/fidelity";
import type { CellResults, MetricColumn } from "#core/results";
import { completedOf, scoresOf } from "./record-scores.ts";

/** Which number of a cell is wanted. */
export interface Wanted {
	readonly scoring: Scoring;
	readonly metric: MetricColumn;
	readonly aggregation: Aggregation;
}

/** One number of a table, in the metric's unit. */
export interface CellScore {
	/** Mean over the seeds; absent where none has a value. */
	readonly value: number | undefined;
	/** Standard deviation over the seeds (n − 1); absent below two of them. */
	readonly deviation: number | undefined;
	/** Of all seeds together: records with a value, records without, and values left out because they are NaN or infinite. */
	readonly records: number;
	readonly without: number;
	readonly nan: number;
	/** Those of them that are infinite. */
	readonly infinite: number;
	/** By key; of a single seed only. */
	readonly byKey: Readonly<Record<string, number>>;
}

/** @param cells one a seed */
export function cellScore(
	cells: readonly CellResults[],
	{ scoring, metric, aggregation }: Wanted,
): CellScore {
	const { scale, label } = metric;
	const aggregates = cells.map((cell) =>
		aggregate(
			completedOf(cell).map((record) => scoresOf(record, scoring, label)),
			aggregation,
		),
	);
	const values = aggregates.flatMap(({ value }) => (value === undefined ? [] : [value * scale]));
	const sum = (read: (one: (typeof aggregates)[number]) => number) =>
		aggregates.reduce((total, one) => total + read(one), 0);
	const byKey = aggregates.length === 1 ? aggregates[0]!.byKey : {};
	return {
		value: values.length === 0 ? undefined : mean(values),
		deviation: values.length < 2 ? undefined : standardDeviation(values),
		records: sum(({ records }) => records),
		without: sum(({ without }) => without),
		nan: sum(({ nan }) => nan),
		infinite: sum(({ infinite }) => infinite),
		byKey: Object.fromEntries(Object.entries(byKey).map(([key, value]) => [key, value * scale])),
	};
}

/** A value for each record that has one, averaged over the seeds, in the metric's unit: what intervals are drawn from. */
export function recordValues(
	cells: readonly CellResults[],
	{ scoring, metric, aggregation }: Wanted,
): number[] {
	const values = new Map<string, number[]>();
	for (const record of cells.flatMap(completedOf)) {
		const value = recordMean(scoresOf(record, scoring, metric.label), aggregation);
		if (value === undefined) continue;
		values.set(record.id, [...(values.get(record.id) ?? []), value * metric.scale]);
	}
	return [...values.values()].map(mean);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function standardDeviation(values: readonly number[]): number {
	const centre = mean(values);
	return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

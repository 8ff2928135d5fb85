import type { Scoring } from "#core/fidelity";
import { regimeName } from "#core/regime";
import type { CellResults, MetricColumn, Results } from "#core/results";
import { bootstrapInterval } from "../_shared/bootstrap-interval.ts";
import { cellScore, recordValues } from "../_shared/cell-score.ts";
import { publishedScore } from "../_shared/published-score.ts";

/** Columns of the CSV report, as docs/reports.md explains them. */
export const scoreColumns = [
	"model",
	"dataset",
	"editor",
	"seed",
	"regime",
	"edit",
	"scoring",
	"aggregation",
	"metric",
	"key",
	"value",
	"ci_low",
	"ci_high",
	"n",
	"without",
	"nan",
	"expected",
	"skipped",
	"failed",
	"state",
	"reason",
	"published",
	"difference",
	"published_source",
] as const;

export type ScoreRow = Readonly<Partial<Record<(typeof scoreColumns)[number], string | number | undefined>>>;

/** One row for each cell, scoring and metric, and below it one for each key of the metric's probes. */
export const scoreRows = (results: Results): ScoreRow[] =>
	results.cells.flatMap((cell) =>
		cell.scorings.flatMap((scoring) =>
			results.metrics.flatMap((metric) => metricRows(results, cell, scoring, metric)),
		),
	);

function metricRows(results: Results, cell: CellResults, scoring: Scoring, metric: MetricColumn): ScoreRow[] {
	const { aggregation, regime, fidelity } = results;
	const wanted = { scoring, metric, aggregation };
	const { value, records, without, nan, byKey } = cellScore([cell], wanted);
	const interval = bootstrapInterval(recordValues([cell], wanted));
	const place = {
		...cell.key,
		regime: regimeName(regime),
		edit: fidelity.edit,
		scoring,
		aggregation,
		metric: metric.label,
	};
	const whole = {
		...place,
		value,
		ci_low: interval?.low,
		ci_high: interval?.high,
		n: records,
		without,
		nan,
		...stateOf(cell),
		...publishedOf(results, cell, metric, value),
	};
	return [whole, ...Object.entries(byKey).map(([key, ofKey]) => ({ ...place, key, value: ofKey }))];
}

function stateOf({ outcome, expected, records }: CellResults): ScoreRow {
	const count = (state: string) => records.filter((record) => record.state === state).length;
	return {
		expected,
		skipped: count("skipped"),
		failed: count("failed"),
		state: outcome.state,
		reason: "reason" in outcome ? outcome.reason : undefined,
	};
}

function publishedOf(
	{ published }: Results,
	cell: CellResults,
	metric: MetricColumn,
	value: number | undefined,
): ScoreRow {
	const found = publishedScore(published, cell, metric);
	if (found === undefined) return {};
	return {
		published: found.value,
		difference: value === undefined ? undefined : value - found.value,
		published_source: found.table.source,
	};
}

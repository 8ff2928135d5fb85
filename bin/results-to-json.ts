import { type Aggregation, aggregate, type ProbeScores } from "#core/aggregate";
import type { Scoring } from "#core/fidelity";
import type { CellResults, MetricColumn, RecordResult, Results } from "#core/results";

/** The numbers of a table for programs: each cell with its scores, in the table's unit; `null` where there is no value. */
export function resultsToJson({
	experiment,
	question,
	regime,
	fidelity,
	aggregation,
	metrics,
	cells,
	notes,
}: Results) {
	return {
		experiment,
		...(question !== undefined && { question }),
		regime,
		fidelity,
		aggregation,
		metrics: metrics.map(({ label, column, scale, higherIsBetter }) => ({
			label,
			column,
			scale,
			higherIsBetter,
		})),
		cells: cells.map((cell) => cellToJson(cell, metrics, aggregation)),
		notes,
	};
}

function cellToJson(cell: CellResults, metrics: readonly MetricColumn[], aggregation: Aggregation) {
	const { key, outcome, expected, records, scorings } = cell;
	const count = (state: RecordResult["state"]) => records.filter((record) => record.state === state).length;
	return {
		...key,
		...outcome,
		records: { expected, completed: count("completed"), skipped: count("skipped"), failed: count("failed") },
		scores: Object.fromEntries(
			scorings.map((scoring) => [
				scoring,
				Object.fromEntries(
					metrics.map((metric) => [metric.label, score(records, scoring, metric, aggregation)]),
				),
			]),
		),
	};
}

function score(
	records: readonly RecordResult[],
	scoring: Scoring,
	{ label, scale }: MetricColumn,
	aggregation: Aggregation,
) {
	const { value, byKey, ...behind } = aggregate(scoresOf(records, scoring, label), aggregation);
	const scaled = Object.entries(byKey).map(([key, one]) => [key, one * scale]);
	return { value: value === undefined ? null : value * scale, ...behind, byKey: Object.fromEntries(scaled) };
}

/** Of each completed record, after its last edit. */
const scoresOf = (records: readonly RecordResult[], scoring: Scoring, label: string): ProbeScores[] =>
	records.flatMap((record) =>
		record.state === "completed" ? [record.evaluations.at(-1)?.by[scoring]?.scores[label] ?? {}] : [],
	);

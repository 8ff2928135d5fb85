import { regimeName } from "#core/regime";
import type { CellResults, RecordResult, Results } from "#core/results";
import { cellScore } from "../reports/_shared/cell-score.ts";

/** The numbers of a table for programs: each cell with its scores, in the table's unit; `null` where there is no value. */
export function resultsToJson(results: Results) {
	const { experiment, question, regime, fidelity, aggregation, metrics, cells, notes } = results;
	return {
		experiment,
		...(question !== undefined && { question }),
		regime: regimeName(regime),
		fidelity,
		aggregation,
		metrics,
		cells: cells.map((cell) => cellToJson(cell, results)),
		notes,
	};
}

function cellToJson(cell: CellResults, { metrics, aggregation }: Results) {
	const { key, outcome, expected, records, scorings } = cell;
	const count = (state: RecordResult["state"]) => records.filter((record) => record.state === state).length;
	const scores = scorings.map((scoring) => {
		const values = metrics.map((metric) => {
			const { value, records, without, nan, byKey } = cellScore([cell], { scoring, metric, aggregation });
			return [metric.label, { value: value ?? null, records, without, nan, byKey }];
		});
		return [scoring, Object.fromEntries(values)];
	});
	return {
		...key,
		...outcome,
		records: { expected, completed: count("completed"), skipped: count("skipped"), failed: count("failed") },
		scores: Object.fromEntries(scores),
	};
}

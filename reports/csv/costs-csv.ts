import { defineReport } from "#core/report";
import { cellCost } from "../_shared/cell-cost.ts";
import { renderCsv } from "./render-csv.ts";

const columns = [
	"model",
	"dataset",
	"editor",
	"seed",
	"edit_seconds",
	"score_seconds",
	"peak_bytes",
	"records",
] as const;

/** Time and memory of each cell; apart from `csv`, whose bytes are the same in every run. */
export const costsCsv = defineReport({
	name: "costs-csv",
	summary: "Time and memory of each cell as CSV",
	extension: "csv",
	render: ({ cells }) =>
		renderCsv(
			columns,
			cells.map((cell) => {
				const { editSeconds, scoreSeconds, peakBytes, records } = cellCost([cell]);
				return {
					...cell.key,
					edit_seconds: editSeconds,
					score_seconds: scoreSeconds,
					peak_bytes: peakBytes,
					records,
				};
			}),
		),
});

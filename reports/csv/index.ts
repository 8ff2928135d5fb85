import { defineReport } from "#core/report";
import { renderCsv } from "./render-csv.ts";
import { scoreColumns, scoreRows } from "./score-rows.ts";

/** The scores in long form, one number a line, with intervals, counts and published numbers; columns in docs/reports.md. */
export const csv = defineReport({
	name: "csv",
	summary: "All numbers in long form, one a line, for spreadsheets and plots",
	extension: "csv",
	render: (results) => renderCsv(scoreColumns, scoreRows(results)),
});

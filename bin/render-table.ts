import { costs, costsCsv, csv, markdown } from "editbench/reports";
import type { Experiment } from "#core/experiment";
import type { Report } from "#core/report";
import type { Results } from "#core/results";

/** What `bench report` prints, by the name it is asked for with. */
const renderers = {
	markdown: () => markdown(lineWidth())[0]!,
	csv: () => csv()[0]!,
	costs: () => costs(lineWidth())[0]!,
	"costs-csv": () => costsCsv()[0]!,
} satisfies Record<string, () => Report>;

export type TableFormat = keyof typeof renderers;

export const renderTable = (format: TableFormat, results: Results): string =>
	render(renderers[format](), results);

/** The table that a run ends with: as the experiment wants it, where it says so. */
export function printedTable({ reports }: Experiment, results: Results): string {
	const wanted = reports.find(isTable) ?? renderers.markdown();
	return render(wanted, results);
}

/** Whether a report is one that people read as it is. */
export const isTable = ({ implementation }: Report): boolean => implementation.extension === "md";

export const render = ({ implementation, params }: Report, results: Results): string =>
	implementation.render(results, { params });

/** On a terminal, tables are as wide as that. */
const lineWidth = () => (process.stdout.isTTY ? { width: Math.max(60, process.stdout.columns) } : {});

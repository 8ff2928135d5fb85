import type { Results } from "#core/results";
import { type CellCost, cellCost } from "../_shared/cell-cost.ts";
import { type CellGrid, cellGrids } from "../_shared/cell-grid.ts";
import { escapeMarkdown } from "../_shared/escape-markdown.ts";
import { type ColumnGroup, markdownTable } from "../_shared/markdown-table.ts";

/** Costs of all cells: a table a model. */
export function renderCosts(results: Results, width: number): string {
	const parts = [
		`# ${escapeMarkdown(results.experiment)}: time and memory`,
		...cellGrids(results).flatMap((grid) => [
			`## ${escapeMarkdown(grid.model)}`,
			markdownTable(
				grid.editors.map((editor) => ({ label: escapeMarkdown(editor) })),
				grid.datasets.map((dataset) => costGroup(grid, dataset)),
				width,
			),
		]),
		"- Edit and Score: median seconds a record. The unedited model is asked once for all editors, in its own row.\n" +
			"- Memory: highest resident memory of a worker process, in MB of 10⁶ bytes.",
	];
	return `${parts.join("\n\n")}\n`;
}

const columns: readonly { heading: string; show: (cost: CellCost) => string }[] = [
	{ heading: "Edit (s)", show: ({ editSeconds }) => seconds(editSeconds) },
	{ heading: "Score (s)", show: ({ scoreSeconds }) => seconds(scoreSeconds) },
	{ heading: "Memory (MB)", show: ({ peakBytes }) => megabytes(peakBytes) },
	{ heading: "n", show: ({ records }) => String(records) },
];

function costGroup(grid: CellGrid, dataset: string): ColumnGroup {
	const costs = grid.editors.map((editor) => cellCost(grid.cellsAt(editor, dataset)));
	return {
		name: escapeMarkdown(dataset),
		columns: columns.map(({ heading, show }) => ({ heading, cells: costs.map(show) })),
	};
}

const seconds = (value: number | undefined) => (value === undefined ? "–" : value.toFixed(3));
const megabytes = (bytes: number | undefined) =>
	bytes === undefined ? "–" : String(Math.round(bytes / 1e6));

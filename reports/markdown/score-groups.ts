import type { CellResults, MetricColumn, Results } from "#core/results";
import { bootstrapInterval } from "../_shared/bootstrap-interval.ts";
import type { ScoreGrid } from "../_shared/cell-grid.ts";
import { type CellScore, cellScore, recordValues, type Wanted } from "../_shared/cell-score.ts";
import { escapeMarkdown } from "../_shared/escape-markdown.ts";
import type { Column, ColumnGroup } from "../_shared/markdown-table.ts";
import { publishedScore } from "../_shared/published-score.ts";
import { asPrinted, formatDifference, formatNumber } from "./format-number.ts";
import { missingText } from "./missing-text.ts";
import { rank } from "./rank.ts";
import { isIncomplete } from "./record-counts.ts";
import { scoreText } from "./score-text.ts";

type Shown = Pick<Results, "metrics" | "aggregation" | "published">;

/** Column groups of a grid, with two rows an editor: its numbers, and the published ones. */
export function scoreGroups(grid: ScoreGrid, results: Shown, intervals: boolean): ColumnGroup[] {
	return grid.datasets.map((dataset) => {
		const rows = grid.editors.map((editor) => grid.cellsAt(editor, dataset));
		const columns = results.metrics.map((metric, at) => {
			const wanted = { metric, scoring: grid.scoring, aggregation: results.aggregation };
			return scoreColumn(rows, wanted, { ...results, intervals, isFirst: at === 0 });
		});
		return { name: escapeMarkdown(dataset), columns };
	});
}

interface ColumnOptions extends Pick<Results, "published"> {
	readonly intervals: boolean;
	/** The first column of a group also says why a cell has no numbers. */
	readonly isFirst: boolean;
}

function scoreColumn(
	rows: readonly (readonly CellResults[])[],
	wanted: Wanted,
	{ published, intervals, isFirst }: ColumnOptions,
): Column {
	const { metric } = wanted;
	const scores = rows.map((cells) => cellScore(cells, wanted));
	const places = rank(
		scores.map((score, at) => competing(rows[at]!, score)),
		metric.higherIsBetter,
	);
	const cells = rows.flatMap((ofRow, at) => {
		const score = scores[at]!;
		const missing = missingText(ofRow);
		const text = scoreText({
			score,
			place: places[at],
			isIncomplete: ofRow.some(isIncomplete),
			interval: intervals ? bootstrapInterval(recordValues(ofRow, wanted)) : undefined,
		});
		const own = missing === undefined ? text : isFirst ? missing : "";
		return [own, publishedText(published, ofRow, metric, score)];
	});
	return { heading: `${escapeMarkdown(metric.column)} ${metric.higherIsBetter ? "↑" : "↓"}`, cells };
}

const competing = (cells: readonly CellResults[], { value }: CellScore): number | undefined =>
	value === undefined || cells.some(({ unedited }) => unedited) ? undefined : asPrinted(value);

/** The published number and, in brackets, what is to be added to it to get ours. */
function publishedText(
	tables: Results["published"],
	[cell]: readonly CellResults[],
	metric: MetricColumn,
	{ value }: CellScore,
): string {
	const found = cell && publishedScore(tables, cell, metric);
	if (found === undefined) return "";
	const text = formatNumber(found.value);
	return value === undefined ? text : `${text} (${formatDifference(asPrinted(value) - found.value)})`;
}

import type { Regime } from "#core/regime";
import type { CellResults, Results } from "#core/results";
import type { ScoreGrid } from "../_shared/cell-grid.ts";
import { type CellScore, cellScore } from "../_shared/cell-score.ts";
import { completedOf } from "../_shared/record-scores.ts";
import { reasonOf } from "./missing-text.ts";
import { isIncomplete, recordCounts } from "./record-counts.ts";

/** What stands behind the numbers of one table, a sentence each: records, and what was left out. */
export function gridNotes(
	grid: ScoreGrid,
	results: Pick<Results, "metrics" | "aggregation" | "regime">,
): string[] {
	return grid.datasets.flatMap((dataset) => {
		const cells = grid.editors.flatMap((editor) => grid.cellsAt(editor, dataset));
		return [
			`${dataset}: ${sizeOf(cells)}${batchOf(cells, results.regime)}.`,
			...cells.filter(isIncomplete).map((cell) => `† ${nameOf(cell, cells)}: ${recordCounts(cell)}.`),
			...cells.filter(isWithoutNumbers).map((cell) => `${nameOf(cell, cells)}: ${whyNone(cell)}.`),
			...results.metrics.flatMap((metric) =>
				valueNotes(cells, `${dataset}, ${metric.column}`, (cell) =>
					cellScore([cell], { metric, scoring: grid.scoring, aggregation: results.aggregation }),
				),
			),
		];
	});
}

/** Records of a dataset, which all editors share. */
function sizeOf(cells: readonly CellResults[]): string {
	const sizes = [...new Set(cells.map(({ expected }) => expected))].sort((a, b) => a - b);
	const seeds = [...new Set(cells.map(({ key }) => key.seed))];
	const each =
		seeds.length > 1 ? ` records for each of ${seeds.length} seeds (${seeds.join(", ")})` : " records";
	return `n = ${sizes.map(String).join(" or ")}${each}`;
}

/** Where the records are fewer than the heading's batch, no edit wrote as many facts. */
function batchOf(cells: readonly CellResults[], regime: Regime): string {
	const most = Math.max(...cells.map(({ expected }) => expected));
	return regime.kind === "batch" && most < regime.size ? `, all written by one edit` : "";
}

const isWithoutNumbers = (cell: CellResults) => completedOf(cell).length === 0;

/** Of records that were tried, each reason with its count. */
const whyNone = (cell: CellResults) => (cell.records.length > 0 ? recordCounts(cell) : reasonOf(cell));

/** `ICE on zsre`, with the seed where there are several. */
function nameOf({ key }: CellResults, cells: readonly CellResults[]): string {
	const seed = cells.some((other) => other.key.seed !== key.seed) ? `, seed ${key.seed}` : "";
	return `${key.editor} on ${key.dataset}${seed}`;
}

/** Records without a value and values that are not finite; once for all editors of which the same is to be said. */
function valueNotes(
	cells: readonly CellResults[],
	subject: string,
	scoreOf: (cell: CellResults) => Pick<CellScore, "without" | "nan" | "infinite">,
): string[] {
	const computed = cells.filter((cell) => !isWithoutNumbers(cell));
	const bySentence = new Map<string, Set<string>>();
	for (const cell of computed) {
		const { without, nan, infinite } = scoreOf(cell);
		const parts = [
			...(without === 0
				? []
				: [`${without} of ${plural(completedOf(cell).length, "record")} without a value`]),
			...(nan === infinite ? [] : [`${plural(nan - infinite, "value")} NaN, left out`]),
			...(infinite === 0 ? [] : [`${plural(infinite, "value")} infinite, left out`]),
		];
		if (parts.length === 0) continue;
		const sentence = parts.join("; ");
		bySentence.set(sentence, (bySentence.get(sentence) ?? new Set()).add(cell.key.editor));
	}
	const editors = new Set(computed.map(({ key }) => key.editor)).size;
	return [...bySentence].map(([sentence, of]) =>
		of.size === editors && bySentence.size === 1
			? `${subject}: ${sentence}.`
			: `${subject}, ${[...of].join(", ")}: ${sentence}.`,
	);
}

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

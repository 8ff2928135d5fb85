import { regimeTitle } from "#core/regime";
import type { Results } from "#core/results";
import { type ScoreGrid, scoreGrids } from "../_shared/cell-grid.ts";
import { escapeMarkdown } from "../_shared/escape-markdown.ts";
import { markdownTable } from "../_shared/markdown-table.ts";
import { generalNotes, publishedNotes } from "./general-notes.ts";
import { gridNotes } from "./grid-notes.ts";
import { scoreGroups } from "./score-groups.ts";

export interface MarkdownOptions {
	/** Longest line of a table, in characters. */
	readonly width: number;
	/** Whether numbers have intervals. */
	readonly intervals: boolean;
}

/** The document: a table for each model and scoring, with its notes, then those that concern all. */
export function renderResults(results: Results, options: MarkdownOptions): string {
	const { experiment, question, notes } = results;
	const foreign = [...publishedNotes(results), ...notes].map(escapeMarkdown);
	const parts = [
		`# ${escapeMarkdown(experiment)}`,
		...(question === undefined ? [] : [escapeMarkdown(question)]),
		...scoreGrids(results).flatMap((grid) => section(grid, results, options)),
		"## Notes",
		bullets([...generalNotes(results, options.intervals), ...foreign]),
	];
	return `${parts.join("\n\n")}\n`;
}

function section(grid: ScoreGrid, results: Results, { width, intervals }: MarkdownOptions): string[] {
	const { regime, fidelity } = results;
	const rows = grid.editors.flatMap((editor) => [
		{ label: escapeMarkdown(editor) },
		{ label: "↳ published", isOptional: true },
	]);
	return [
		`## ${escapeMarkdown(grid.model)}: ${regimeTitle(regime)} (${fidelity.edit}), scores ${grid.scoring}`,
		markdownTable(rows, scoreGroups(grid, results, intervals), width),
		bullets(gridNotes(grid, results).map(escapeMarkdown)),
	];
}

const bullets = (notes: readonly string[]) => notes.map((note) => `- ${note}`).join("\n");

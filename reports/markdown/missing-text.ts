import type { CellResults } from "#core/results";
import { escapeMarkdown } from "../_shared/escape-markdown.ts";
import { completedOf } from "../_shared/record-scores.ts";
import { recordCounts } from "./record-counts.ts";

/** A longer reason is cut in its cell and stands in full below the table. */
const longest = 40;

/**
 * Why cells have no numbers at all.
 *
 * @param cells one a seed
 * @returns undefined where there are numbers
 */
export function missingText(cells: readonly CellResults[]): string | undefined {
	const [cell] = cells;
	if (cell === undefined) return "excluded";
	if (cells.some((one) => completedOf(one).length > 0)) return undefined;
	const reason = reasonOf(cell).replace(/\s+/g, " ").trim();
	return escapeMarkdown(reason.length <= longest ? reason : `${reason.slice(0, longest - 1)}…`);
}

/** How a cell without numbers ended, in full. */
export function reasonOf(cell: CellResults): string {
	const { outcome, expected, records } = cell;
	if (outcome.state === "skipped" || outcome.state === "failed") return `${outcome.state}: ${outcome.reason}`;
	if (expected === 0) return "no records";
	return records.length === 0 ? "not run" : recordCounts(cell);
}

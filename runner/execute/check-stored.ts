import { UserError } from "#core/errors";
import type { CellResults, Results } from "#core/results";
import type { CellWork } from "./cell-work.ts";

/**
 * Compares what a run has told with what was read back from its folder: a table never shows as "not run" what was run.
 *
 * @param works in the order of the results' cells
 * @throws UserError where records are gone
 */
export function checkStored(works: readonly CellWork[], { cells }: Results, folder: string): void {
	const lost = works.flatMap((work, at) => {
		const cell = cells[at];
		const missing = cell !== undefined && isOf(cell, work) ? work.missingFrom(cell) : ["all"];
		return missing.length === 0 ? [] : [{ name: Object.values(work.cell.key).join(" × "), missing }];
	});
	const [first] = lost;
	if (first === undefined) return;
	const more = lost.length > 1 ? ` and ${lost.length - 1} more cells` : "";
	throw new UserError(
		`Records that were computed are no longer in ${folder}: ${first.name}, record ${first.missing.slice(0, 5).join(", ")}${more}`,
		{
			hint: "Their files were removed or changed while the run wrote. Run the same command again: what is missing is computed again.",
		},
	);
}

const isOf = ({ key }: CellResults, { cell }: CellWork): boolean =>
	JSON.stringify(key) === JSON.stringify(cell.key);

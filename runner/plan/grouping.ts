import type { Editor } from "#core/editor";
import type { Regime } from "#core/regime";
import { askedTogether } from "./lanes.ts";
import type { PlannedCell } from "./plan.ts";

/** How the records of a cell are put together. */
export interface Grouping {
	/** Records that are computed by one order. */
	readonly size: number;
	/** Whether one edit writes all of them. */
	readonly isBatch: boolean;
}

/** @param lanes independent edits side by side */
export function groupingOf(regime: Regime, { implementation }: Editor, lanes: number): Grouping {
	if (implementation.unedited) return { size: askedTogether(lanes), isBatch: false };
	if (regime.kind === "single") return { size: implementation.lanes ? lanes : 1, isBatch: false };
	return { size: regime.size, isBatch: true };
}

/** Independent edits that a cell makes side by side: one where its editor, the regime or the number of records allows no more. */
export function lanesInUse({ grid, ready, records = 0 }: PlannedCell): number {
	if (ready === undefined || ready.grouping.isBatch || grid.editor.implementation.unedited) return 1;
	return Math.max(1, Math.min(ready.grouping.size, records));
}

/** @returns why the editor cannot edit so; undefined where it can */
export function refusalOf(regime: Regime, { info, implementation }: Editor): string | undefined {
	if (regime.kind === "single" || implementation.batch || implementation.unedited) return undefined;
	return `${info.name} writes one fact at a time, and cannot make batch edits`;
}

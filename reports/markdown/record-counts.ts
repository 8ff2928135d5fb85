import type { CellResults, RecordResult } from "#core/results";
import { completedOf } from "../_shared/record-scores.ts";

/** A cell with numbers that do not stand for all its records. */
export function isIncomplete(cell: CellResults): boolean {
	const completed = completedOf(cell).length;
	return completed > 0 && completed < cell.expected;
}

/** Reasons that are named; a cell may have as many as records. */
const named = 3;

/** `17 of 20 records (2 skipped: no subject; 1 failed: out of memory)` */
export function recordCounts(cell: CellResults): string {
	const { expected, records, outcome } = cell;
	const because = outcome.state === "failed" && records.length < expected ? `: ${outcome.reason}` : "";
	const left = expected - records.length;
	const parts = [
		...reasonCounts(records, "skipped"),
		...reasonCounts(records, "failed"),
		...(left > 0 ? [`${left} not run${because}`] : []),
	];
	return `${completedOf(cell).length} of ${expected} records (${parts.join("; ")})`;
}

/** Most frequent first. */
function reasonCounts(records: readonly RecordResult[], state: "skipped" | "failed"): string[] {
	const counts = new Map<string, number>();
	for (const record of records) {
		if (record.state !== state) continue;
		counts.set(record.reason, (counts.get(record.reason) ?? 0) + 1);
	}
	const sorted = [...counts].sort(([, a], [, b]) => b - a);
	const others = sorted.slice(named).reduce((sum, [, count]) => sum + count, 0);
	return [
		...sorted.slice(0, named).map(([reason, count]) => `${count} ${state}: ${reason}`),
		...(others > 0 ? [`${others} ${state} for other reasons`] : []),
	];
}

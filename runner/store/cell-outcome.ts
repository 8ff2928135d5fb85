import type { CellState, RecordResult } from "#core/results";

/** What a record says about how its cell ended. */
export type RecordState = Pick<RecordResult, "state"> & { readonly reason?: string };

export const stateOf = (record: RecordResult): RecordState => ({
	state: record.state,
	...("reason" in record && { reason: record.reason }),
});

/**
 * How a cell ended. Where no record was completed, the cell carries the first one's reason; single records that were
 * skipped or failed are counted in the table's footnotes.
 */
export function cellOutcome(
	records: readonly RecordState[],
	expected: number,
	{ skipped, failed }: { readonly skipped?: string; readonly failed?: string },
): CellState {
	if (skipped !== undefined) return { state: "skipped", reason: skipped };
	if (records.length < expected)
		return failed === undefined ? { state: "partial" } : { state: "failed", reason: failed };
	for (const state of ["skipped", "failed"] as const) {
		if (records.length > 0 && records.every((record) => record.state === state))
			return { state, reason: records[0]?.reason ?? "" };
	}
	return { state: "completed" };
}

import type { RecordResult } from "#core/results";
import { isDone, mergeRecords } from "./merge-records.ts";
import { readAttempts } from "./read-attempts.ts";
import { runPaths } from "./run-folder.ts";

/** How many of a cell's records need not be computed again. */
export async function countDone(
	folder: string,
	id: string | undefined,
	expected: number | undefined,
): Promise<number> {
	if (id === undefined || expected === undefined) return 0;
	const { lines } = await readAttempts<RecordResult>(runPaths(folder).cell(id));
	return mergeRecords(lines, expected).filter(isDone).length;
}

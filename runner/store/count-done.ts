import type { RecordResult } from "#core/results";
import { lacksDeltas } from "../deltas/lacks-deltas.ts";
import { isDone, mergeRecords } from "./merge-records.ts";
import { readAttempts } from "./read-attempts.ts";
import { runPaths } from "./run-folder.ts";

/** How many of a cell's records need not be computed again. */
export async function countDone(
	folder: string,
	id: string | undefined,
	expected: number | undefined,
	saveDeltas: boolean,
): Promise<number> {
	if (id === undefined || expected === undefined) return 0;
	const { lines } = await readAttempts<RecordResult>(runPaths(folder).cell(id));
	return mergeRecords(lines, expected).filter(
		(record) => isDone(record) && !(saveDeltas && lacksDeltas(folder, id, record)),
	).length;
}

import type { RecordResult } from "#core/results";
import { lacksDeltas } from "../deltas/lacks-deltas.ts";
import type { PlannedCell } from "../plan/plan.ts";
import { diskError } from "./disk-error.ts";
import { isDone, mergeRecords } from "./merge-records.ts";
import { namesIn } from "./names-in.ts";
import { readAttempts } from "./read-attempts.ts";
import { runPaths } from "./run-folder.ts";

/** @returns how many records of each cell need not be computed again */
export function countDone(
	folder: string,
	cells: readonly Pick<PlannedCell, "id" | "records">[],
	saveDeltas: boolean,
): number[] {
	const begun = new Set(begunIn(runPaths(folder).cells));
	return cells.map(({ id, records }) => {
		const isBegun = id !== undefined && records !== undefined && begun.has(id);
		return isBegun ? countOf(folder, id, records, saveDeltas) : 0;
	});
}

function begunIn(cells: string): string[] {
	try {
		return namesIn(cells);
	} catch (error) {
		throw diskError(error, `Cannot read stored results in ${cells}`, "Name another folder with --out.");
	}
}

function countOf(folder: string, id: string, expected: number, saveDeltas: boolean): number {
	const { lines } = readAttempts<RecordResult>(runPaths(folder).cell(id));
	return mergeRecords(lines, expected).filter(
		(record) => isDone(record) && !(saveDeltas && lacksDeltas(folder, id, record)),
	).length;
}

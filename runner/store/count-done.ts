import type { RecordResult } from "#core/results";
import { lacksDeltas } from "../deltas/lacks-deltas.ts";
import type { ReadyCell } from "../plan/plan.ts";
import { diskError } from "./disk-error.ts";
import { isDone, mergeRecords, type Stored } from "./merge-records.ts";
import { namesIn } from "./names-in.ts";
import { readAttempts } from "./read-attempts.ts";
import { runPaths } from "./run-folder.ts";

/** @returns how many records of each cell need not be computed again */
export function countDone(
	folder: string,
	cells: readonly { readonly ready?: Pick<ReadyCell, "id" | "names" | "grouping"> }[],
	saveDeltas: boolean,
): number[] {
	const begun = new Set(begunIn(runPaths(folder).cells));
	return cells.map(({ ready }) => {
		if (ready === undefined || !begun.has(ready.id)) return 0;
		return countOf(folder, ready.id, ready.names.inputs(ready.grouping), saveDeltas);
	});
}

function begunIn(cells: string): string[] {
	try {
		return namesIn(cells);
	} catch (error) {
		throw diskError(error, `Cannot read stored results in ${cells}`, "Name another folder with --out.");
	}
}

function countOf(folder: string, id: string, wanted: readonly string[], saveDeltas: boolean): number {
	const { lines } = readAttempts<Stored<RecordResult>>(runPaths(folder).cell(id));
	return mergeRecords(lines, wanted).filter(
		(record) =>
			isDone(record) &&
			!(saveDeltas && lacksDeltas(runPaths(folder).deltas(id, wanted[record.index]!), record)),
	).length;
}

import { existsSync } from "node:fs";
import type { RecordResult } from "#core/results";
import { runPaths } from "../store/run-folder.ts";

/** Whether a stored record changed weights and no file says how: it was edited before the experiment said `saveDeltas`. */
export const lacksDeltas = (folder: string, cell: string, inputs: string, record: RecordResult): boolean =>
	record.state === "completed" &&
	Object.keys(record.deltaNorms).length > 0 &&
	!existsSync(runPaths(folder).deltas(cell, inputs));

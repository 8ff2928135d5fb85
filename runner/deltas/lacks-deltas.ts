import { existsSync } from "node:fs";
import { isUserError } from "#core/errors";
import type { RecordResult } from "#core/results";
import type { OnDamage } from "../store/damage.ts";
import { DeltaFile } from "./delta-file.ts";

/**
 * Whether a stored record changed weights and no file says how: it was edited before the experiment said `saveDeltas`, or
 * its file is damaged. Of the file, all but the values is looked at; `bench apply` checks these.
 *
 * @param file of its deltas
 * @param onDamage is told of a file that is there and does not count
 */
export function lacksDeltas(file: string, record: RecordResult, onDamage: OnDamage = () => {}): boolean {
	if (record.state !== "completed" || Object.keys(record.deltaNorms).length === 0) return false;
	if (!existsSync(file)) return true;
	const fault = faultOf(file, record);
	if (fault === undefined) return false;
	onDamage([{ file, fault }]);
	return true;
}

function faultOf(path: string, record: RecordResult): string | undefined {
	try {
		const file = new DeltaFile(path);
		file.close();
		return file.isOf(record) ? undefined : "belongs to another record";
	} catch (error) {
		if (isUserError(error)) return `is damaged (${error.message})`;
		throw error;
	}
}

import type { BaselineResult, Cost } from "#core/results";
import type { EditedGroup, RecordOutcome } from "../worker/messages.ts";
import { type AppliedMade, applyEdits, disposeAll } from "./apply-edits.ts";
import { type Evaluated, evaluateEdits } from "./evaluate-edits.ts";
import { type EditorSetting, editRecords } from "./make-edits.ts";
import { peakBytes } from "./peak-bytes.ts";
import type { PlacedRecord, Setting } from "./setting.ts";

/** Records that are edited together. */
export interface Group {
	readonly records: readonly PlacedRecord[];
	/** Whether one edit writes all of them; else each has its own. */
	readonly isBatch: boolean;
	/** What the unedited model answered about those to ask about. */
	readonly baselines: readonly BaselineResult[];
}

/** Edits the model with the records of a group, asks the edited model about each, and leaves the model as it was. */
export async function editGroup(
	setting: Setting,
	editing: EditorSetting,
	{ records, isBatch, baselines }: Group,
): Promise<EditedGroup> {
	const started = performance.now();
	const { edits, skipped } = await editRecords(setting, editing, { records, isBatch });
	const applied = await applyEdits(setting.model, edits, editing);
	try {
		const edited = performance.now();
		const keepSeconds = applied.reduce((sum, one) => sum + one.applied.keepSeconds, 0);
		const { evaluated, notTogether } = await evaluateEdits(setting, applied, baselines);
		const cost = {
			editSeconds: ((edited - started) / 1000 - keepSeconds) / (records.length - skipped.length),
			scoreSeconds: (performance.now() - edited) / 1000 / evaluated.size,
			peakBytes: peakBytes(),
		};
		const results = [...skipped, ...applied.flatMap((edit) => outcomesOf(edit, evaluated, cost))];
		return { results, notTogether };
	} finally {
		disposeAll(applied);
	}
}

/** Of the records that were asked about. */
function outcomesOf(
	{ records, losses, applied: { deltaNorms } }: AppliedMade,
	evaluated: ReadonlyMap<number, Evaluated>,
	cost: Cost,
): RecordOutcome[] {
	return records.flatMap(({ index, record: { id } }, at): RecordOutcome[] => {
		const one = evaluated.get(index);
		if (one === undefined) return [];
		if ("failure" in one) return [{ index, id, state: "unanswered", failure: one.failure }];
		const evaluations = [{ editsApplied: records.length, by: one.by }];
		return [{ index, id, state: "completed", losses: at === 0 ? losses : [], deltaNorms, evaluations, cost }];
	});
}

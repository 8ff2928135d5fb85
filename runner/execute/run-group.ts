import type { RecordResult } from "#core/results";
import type { OnEvent } from "../run-event.ts";
import type { WorkerSeat } from "../worker/worker-seat.ts";
import { askUnedited } from "./ask-unedited.ts";
import { type Baselines, isAnswered } from "./baselines.ts";
import type { CellWork } from "./cell-work.ts";
import { editRecords } from "./edit-records.ts";
import type { Fallbacks } from "./fallbacks.ts";

/** What all groups of a run share. */
export interface RunContext {
	readonly folder: string;
	readonly baselines: Baselines;
	readonly fallbacks: Fallbacks;
	readonly onEvent: OnEvent;
	readonly signal: AbortSignal;
	/** Whether edits' weight changes are kept. */
	readonly saveDeltas: boolean;
}

/** Computes a group of a cell's records, stores the results, and reports them. */
export async function runGroup(
	seat: WorkerSeat,
	work: CellWork,
	group: readonly number[],
	context: RunContext,
): Promise<void> {
	const started = performance.now();
	const fresh = await work.obtain(group, async () => {
		const results = await compute(seat, work, group, context);
		// What a stopped worker left is no failure.
		return context.signal.aborted ? [] : results;
	});
	const seconds = (performance.now() - started) / 1000 / group.length;
	for (const result of fresh) context.onEvent({ kind: "record", key: work.cell.key, result, seconds });
}

/** @returns one result for each record of the group, in its order */
async function compute(
	seat: WorkerSeat,
	work: CellWork,
	group: readonly number[],
	context: RunContext,
): Promise<RecordResult[]> {
	const asked = await askUnedited(seat, work, group, context);
	const baselines = asked.filter(isAnswered);
	const edited = await editRecords(seat, work, { indices: group, baselines }, context);
	const results = new Map(edited.map((result) => [result.index, result]));
	return asked.map((one) => {
		const { index } = one;
		if (isAnswered(one)) return results.get(index)!;
		const reason = `the unedited model could not be asked: ${one.failure.message}`;
		return { index, id: work.idOf(index), state: "failed", reason };
	});
}

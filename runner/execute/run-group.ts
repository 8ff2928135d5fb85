import type { RecordResult } from "#core/results";
import type { OnEvent } from "../run-event.ts";
import type { WorkerSeat } from "../worker/worker-seat.ts";
import { askUnedited } from "./ask-unedited.ts";
import { type Asked, type Baselines, isAnswered } from "./baselines.ts";
import type { CellWork } from "./cell-work.ts";
import { editRecords } from "./edit-records.ts";
import type { Fallbacks } from "./fallbacks.ts";

/** What all groups of a run share. */
export interface RunContext {
	readonly folder: string;
	/** @throws UserError where the folder is no longer the run's */
	readonly checkFolder: () => void;
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
	// Before, lest files be made in a folder that is another one by now; after, lest be told what is not stored.
	context.checkFolder();
	const asked = await askUnedited(seat, work, group, context);
	const fresh = work.needsEdit(group)
		? await work.obtain(group, async () => {
				const results = await compute(seat, work, asked, context);
				// What a stopped worker left is no failure.
				return context.signal.aborted ? [] : results;
			})
		: [];
	if (context.signal.aborted) return;
	work.tellAsked(
		group,
		asked.filter(isAnswered).map(({ index }) => index),
	);
	context.checkFolder();
	const seconds = (performance.now() - started) / 1000 / group.length;
	for (const result of fresh) context.onEvent({ kind: "record", key: work.cell.key, result, seconds });
}

/**
 * Records about which the unedited model gives numbers that are not finite are not edited, alone or with others.
 *
 * @param asked about each record of the group
 * @returns one result for each, in their order
 */
async function compute(
	seat: WorkerSeat,
	work: CellWork,
	asked: readonly Asked[],
	context: RunContext,
): Promise<RecordResult[]> {
	const baselines = asked.filter(isAnswered);
	const isSound = (one: Asked) => isAnswered(one) || one.failure.kind !== "not-finite";
	const indices = asked.filter(isSound).map(({ index }) => index);
	const edited = await editRecords(seat, work, { indices, baselines }, context);
	const results = new Map(edited.map((result) => [result.index, result]));
	return asked.map((one) => {
		const { index } = one;
		if (isAnswered(one)) return results.get(index)!;
		const { kind, message } = one.failure;
		const reason = kind === "not-finite" ? message : `the unedited model could not be asked: ${message}`;
		return { index, id: work.idOf(index), state: "failed", reason };
	});
}

import type { BaselineResult, RecordResult } from "#core/results";
import { runPaths } from "../store/run-folder.ts";
import type { EditOrder, Failure } from "../worker/messages.ts";
import type { WorkerSeat } from "../worker/worker-seat.ts";
import type { CellWork } from "./cell-work.ts";
import { logStack } from "./log-stack.ts";
import type { RunContext } from "./run-group.ts";

/** What goes into one order. */
export interface Wanted {
	readonly indices: readonly number[];
	/** The unedited model's answers about the records to ask about. */
	readonly baselines: readonly BaselineResult[];
}

/** Has records edited, and the edited model asked about those that have a baseline. @returns one result for each of these */
export async function editRecords(
	seat: WorkerSeat,
	work: CellWork,
	{ indices, baselines }: Wanted,
	context: RunContext,
): Promise<RecordResult[]> {
	if (baselines.length === 0) return [];
	const { key, grid } = work.cell;
	const { id, dataset, params, scorings, grouping, names } = work.ready;
	const inputs = names.inputs(grouping);
	const { folder, saveDeltas, fallbacks } = context;
	const order: EditOrder = {
		kind: "edit",
		dataset: key.dataset,
		source: dataset.source,
		indices,
		isBatch: grouping.isBatch,
		seed: grid.seed,
		editor: key.editor,
		params,
		scorings,
		...(saveDeltas && { deltas: indices.map((index) => runPaths(folder).deltas(id, inputs[index]!)) }),
		baselines,
	};
	const reply = await seat.carryOut(order);
	const where = placeOf(work);
	if (reply.kind === "edit") {
		for (const failure of reply.notTogether) await fallbacks.tell("asked about", where, indices, failure);
		return Promise.all(
			reply.results.map((one) =>
				one.state === "unanswered" ? toResult(work, one.index, one.failure, context) : one,
			),
		);
	}
	if (reply.kind !== "failure") throw new Error(`The worker answered an edit with "${reply.kind}"`);
	if (indices.length > 1 && !grouping.isBatch) {
		await fallbacks.tell("edited", where, indices, reply.failure);
		return editOneByOne(seat, work, { indices, baselines }, context);
	}
	return Promise.all(baselines.map(({ index }) => toResult(work, index, reply.failure, context)));
}

/** What goes wrong with one of several independent edits costs the others nothing but time. */
async function editOneByOne(
	seat: WorkerSeat,
	work: CellWork,
	{ indices, baselines }: Wanted,
	context: RunContext,
): Promise<RecordResult[]> {
	const results: RecordResult[] = [];
	for (const index of indices) {
		if (context.signal.aborted) break;
		const own = baselines.filter((one) => one.index === index);
		results.push(...(await editRecords(seat, work, { indices: [index], baselines: own }, context)));
	}
	return results;
}

async function toResult(
	work: CellWork,
	index: number,
	failure: Failure,
	{ folder }: RunContext,
): Promise<RecordResult> {
	const id = work.idOf(index);
	if (failure.kind === "skip") return { index, id, state: "skipped", reason: failure.message };
	await logStack(folder, `${placeOf(work)}, record ${id}`, failure);
	return { index, id, state: "failed", reason: failure.message };
}

const placeOf = ({ cell }: CellWork): string => Object.values(cell.key).join(" × ");

import { appendFile } from "node:fs/promises";
import type { BaselineResult, RecordResult } from "#core/results";
import type { OnEvent } from "../run-event.ts";
import { runPaths } from "../store/run-folder.ts";
import type { Failure, Order } from "../worker/messages.ts";
import type { WorkerSeat } from "../worker/worker-seat.ts";
import type { Baselines } from "./baselines.ts";
import type { CellWork } from "./cell-work.ts";

/** What all records of a run share. */
export interface RunContext {
	readonly folder: string;
	readonly baselines: Baselines;
	readonly onEvent: OnEvent;
	readonly signal: AbortSignal;
	/** Whether edits' weight changes are kept. */
	readonly saveDeltas: boolean;
}

/** Has one record of a cell computed, stores what came of it, and tells. */
export async function runRecord(
	seat: WorkerSeat,
	work: CellWork,
	index: number,
	context: RunContext,
): Promise<void> {
	const started = performance.now();
	const result = await compute(seat, work, index, context);
	// What a stopped worker left is no failure.
	if (context.signal.aborted) return;
	await work.store(result);
	const seconds = (performance.now() - started) / 1000;
	context.onEvent({ kind: "record", key: work.cell.key, result, seconds });
}

async function compute(
	seat: WorkerSeat,
	work: CellWork,
	index: number,
	context: RunContext,
): Promise<RecordResult> {
	const { key, grid } = work.cell;
	const { dataset, params, scorings } = work.ready;
	const id = dataset.records[index]?.id ?? "";
	const from = { dataset: key.dataset, source: dataset.source, index, seed: grid.seed };
	const baseline = await askUnedited(seat, work, index, context);
	if ("failure" in baseline) {
		const reason = `the unedited model could not be asked: ${baseline.failure.message}`;
		return { index, id, state: "failed", reason };
	}
	const deltas = context.saveDeltas && { deltas: runPaths(context.folder).deltas(work.ready.id, index) };
	const order: Order = { ...from, kind: "edit", editor: key.editor, params, scorings, ...deltas, baseline };
	const reply = await seat.carryOut(order);
	if (reply.kind === "edit") return reply.result;
	if (reply.kind !== "failure") throw new Error(`The worker answered an edit with "${reply.kind}"`);
	const { failure } = reply;
	if (failure.kind === "skip") return { index, id, state: "skipped", reason: failure.message };
	await logStack(context.folder, `${Object.values(key).join(" × ")}, record ${id}`, failure);
	return { index, id, state: "failed", reason: failure.message };
}

async function askUnedited(
	seat: WorkerSeat,
	{ cell, ready }: CellWork,
	index: number,
	{ folder, baselines, onEvent }: RunContext,
): Promise<BaselineResult | { readonly failure: Failure }> {
	const { model, dataset, seed } = cell.key;
	const { source } = ready.dataset;
	const order: Order = { kind: "baseline", dataset, source, index, seed, scorings: ready.baselineScorings };
	try {
		return await baselines.get(ready.baselineId, index, async () => {
			const started = performance.now();
			const reply = await seat.carryOut(order);
			if (reply.kind === "failure") {
				await logStack(folder, `${model} × ${dataset} × unedited × ${seed}, record ${index}`, reply.failure);
				throw new Unanswered(reply.failure);
			}
			if (reply.kind !== "baseline") throw new Error(`The worker answered a question with "${reply.kind}"`);
			const seconds = (performance.now() - started) / 1000;
			onEvent({ kind: "baseline", model, dataset, seed, index, seconds });
			return reply.result;
		});
	} catch (error) {
		if (!(error instanceof Unanswered)) throw error;
		return error;
	}
}

class Unanswered extends Error {
	readonly failure: Failure;

	constructor(failure: Failure) {
		super(failure.message);
		this.failure = failure;
	}
}

/** The table has room for the message only; who mends an editor wants the stack. */
async function logStack(folder: string, where: string, { kind, message, stack }: Failure): Promise<void> {
	if (kind === "user") return;
	await appendFile(runPaths(folder).errors, `${new Date().toISOString()} ${where}\n${stack ?? message}\n\n`);
}

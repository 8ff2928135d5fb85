import { dirname } from "node:path";
import type { Results } from "#core/results";
import type { EngineInfo } from "#engine/engines";
import { AskedRecords } from "./execute/asked-records.ts";
import { Baselines } from "./execute/baselines.ts";
import { type CellWork, openCells } from "./execute/cell-work.ts";
import { checkStored } from "./execute/check-stored.ts";
import { Fallbacks } from "./execute/fallbacks.ts";
import { runModel } from "./execute/run-model.ts";
import type { Plan } from "./plan/plan.ts";
import { sourceFiles } from "./plan/source-files.ts";
import { threadsOf } from "./plan/threads.ts";
import { preflight } from "./preflight.ts";
import { readRun } from "./read-run.ts";
import type { OnEvent } from "./run-event.ts";
import { describeDamage, type OnDamage } from "./store/damage.ts";
import { runPaths } from "./store/run-folder.ts";
import { acquireLock } from "./store/run-lock.ts";
import { RunRecorder } from "./store/run-recorder.ts";

export interface RunOptions {
	readonly onEvent?: OnEvent;
	/** Stops the run: finished records stay stored, the one in work is given up. */
	readonly signal?: AbortSignal;
	/** Processes that compute, each with a model of its own, whose weights they may share. @default 1 */
	readonly workers?: number;
}

/**
 * Runs what of a plan is not stored yet, in the plan's order.
 *
 * @returns all results of the plan, with those of earlier runs; some are missing where `signal` stopped it
 * @throws UserError, before anything is started, where something is missing, too large, or another run writes to the
 * folder; where the experiment's file or its engine does not start; and where results cannot be stored, or what was stored
 * is not there at the end
 */
export async function runPlan(plan: Plan, options: RunOptions = {}): Promise<Results> {
	const { workers = 1 } = options;
	preflight(plan, workers);
	const lock = await acquireLock(runPaths(plan.folder).lock);
	let results: Results;
	try {
		results = await runLocked(plan, options, { workers, checkFolder: lock.check });
	} catch (error) {
		// People should hear of the first trouble, not of one that follows from it.
		await lock.release().catch(() => undefined);
		throw error;
	}
	await lock.release();
	return results;
}

async function runLocked(
	plan: Plan,
	{ onEvent = () => {}, signal = new AbortController().signal }: RunOptions,
	{ workers, checkFolder }: { readonly workers: number; readonly checkFolder: () => void },
): Promise<Results> {
	const { folder, file } = plan;
	const { saveDeltas, engine: choice } = plan.experiment;
	const say = onceEach((text) => onEvent({ kind: "note", text }));
	const onDamage: OnDamage = (damages) => describeDamage(damages, "computing it again").forEach(say);
	const planned = { file, ...(await sourceFiles(file)), threads: threadsOf(choice, workers) };
	const asked = new AskedRecords(folder, onDamage);
	const { works, close } = openCells(plan.cells, { folder, saveDeltas, asked }, onDamage);
	const recorder = await RunRecorder.begin(plan, dirname(file));
	const possible = works.filter(({ skipped }) => skipped === undefined);
	onEvent({
		kind: "start",
		cells: works.length,
		records: possible.reduce((sum, { expected }) => sum + expected, 0),
		done: possible.reduce((sum, { done }) => sum + done, 0),
	});
	for (const text of plan.warnings) onEvent({ kind: "note", text });
	const fallbacks = new Fallbacks(folder, onEvent);
	let engine: EngineInfo | undefined;
	try {
		for (const ofModel of byModel(works)) {
			if (signal.aborted) break;
			const baselines = new Baselines(folder, onDamage);
			const context = { folder, checkFolder, baselines, fallbacks, onEvent, signal, saveDeltas };
			try {
				engine = (await runModel(ofModel, planned, workers, context)) ?? engine;
			} finally {
				await baselines.close();
			}
		}
	} finally {
		await close();
		checkFolder();
		await recorder.end(works, engine);
	}
	const results = await readRun(folder);
	checkStored(works, results, folder);
	return results;
}

/** The baselines' damage is met twice: when it is looked up who has been asked, and when the answers are read. */
function onceEach(say: (text: string) => void): (text: string) => void {
	const said = new Set<string>();
	return (text) => {
		if (!said.has(text)) say(text);
		said.add(text);
	};
}

/** Cells of one model after the other, in the plan's order. */
function byModel(works: readonly CellWork[]): CellWork[][] {
	const groups = new Map<string, CellWork[]>();
	for (const work of works) {
		const { model } = work.cell.key;
		const group = groups.get(model) ?? [];
		group.push(work);
		groups.set(model, group);
	}
	return [...groups.values()];
}

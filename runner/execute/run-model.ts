import type { EngineInfo } from "#engine/engines";
import type { SourceFiles } from "../plan/source-files.ts";
import type { StartOrder } from "../worker/messages.ts";
import { ModelUnusable, type WorkerReport, WorkerSeat } from "../worker/worker-seat.ts";
import type { CellWork } from "./cell-work.ts";
import { GroupQueue } from "./group-queue.ts";
import { type RunContext, runGroup } from "./run-group.ts";

/** The experiment as it was planned. */
export interface PlannedFile extends SourceFiles {
	readonly file: string;
	/** Of one operator. */
	readonly threads: number;
}

/**
 * Runs all cells of one model, in their order, on workers that keep the model loaded. Groups of records are
 * independent: each worker takes the next one that is left (see `GroupQueue`).
 *
 * @returns the engine; undefined where there was nothing to do
 */
export async function runModel(
	works: readonly CellWork[],
	{ file, files, content, threads }: PlannedFile,
	workers: number,
	context: RunContext,
): Promise<EngineInfo | undefined> {
	const open = works.filter(({ finished }) => !finished);
	const [first] = open;
	for (const work of works) if (work.finished) tellOutcome(work, context);
	if (first === undefined) return undefined;
	const { model } = first.cell.key;
	const order: StartOrder = {
		kind: "start",
		file,
		files,
		content,
		model,
		source: first.ready.model,
		threads,
	};
	const note = (text: string) => context.onEvent({ kind: "note", text });
	const wanted = Math.min(workers, open.flatMap(({ pending }) => pending).length);
	const seats = Array.from({ length: wanted }, () => new WorkerSeat(order, note));
	const stop = () => void stopAll(seats);
	context.signal.addEventListener("abort", stop);
	try {
		return await runOnSeats(seats, works, context);
	} catch (error) {
		if (context.signal.aborted) return undefined;
		if (!(error instanceof ModelUnusable)) throw error;
		for (const work of works.filter(({ finished }) => !finished)) {
			work.failed = error.message;
			tellOutcome(work, context);
		}
		return undefined;
	} finally {
		context.signal.removeEventListener("abort", stop);
		await stopAll(seats);
	}
}

const stopAll = (seats: readonly WorkerSeat[]) => Promise.all(seats.map((seat) => seat.stop()));

async function runOnSeats(
	seats: readonly WorkerSeat[],
	works: readonly CellWork[],
	context: RunContext,
): Promise<EngineInfo> {
	for (const seat of seats) seat.start();
	// One goes ahead: that a model cannot be used is found once, and what is made once of its weights is there for the others.
	const report = await seats[0]!.ready();
	const open = works.filter((work) => !work.finished && !skipIncapable(work, report, context));
	const { baselines } = context;
	const queue = new GroupQueue(open, ({ work, group }) => {
		const { baselineId, names } = work.ready;
		const contents = group.map((index) => names.contents[index]!);
		return work.isInWork(group) || baselines.areInWork(baselineId, contents);
	});
	let isBroken = false;
	const runOn = async (seat: WorkerSeat) => {
		for (let next = queue.take(); next !== undefined; next = queue.take()) {
			if (context.signal.aborted || isBroken) return;
			const { work, group } = next;
			await runGroup(seat, work, group, context);
			if (!work.finished) continue;
			tellOutcome(work, context);
			// A run may have more cells than a process may have open files.
			await work.close();
		}
	};
	// All settle before files are closed; what one cannot store, the others cannot either.
	const ends = await Promise.allSettled(
		seats.map((seat) =>
			runOn(seat).catch((error) => {
				isBroken = true;
				throw error;
			}),
		),
	);
	for (const end of ends) if (end.status === "rejected") throw end.reason;
	return report.engine;
}

/** Only the loaded model knows what it offers. */
function skipIncapable(work: CellWork, { provides }: WorkerReport, context: RunContext): boolean {
	const { implementation, info } = work.cell.grid.editor;
	const lacks = implementation.requires.filter((need) => !provides.includes(need));
	if (lacks.length === 0) return false;
	work.skipped = `${info.name} needs ${lacks.join(" and ")}, which the model does not offer`;
	tellOutcome(work, context);
	return true;
}

/** Once, although two workers may finish a cell's last records together. */
function tellOutcome(work: CellWork, { onEvent }: RunContext): void {
	if (work.told) return;
	work.told = true;
	onEvent({ kind: "cell", key: work.cell.key, outcome: work.outcome });
}

import { askedTogether } from "../plan/lanes.ts";
import { groupOf } from "../plan/record-groups.ts";
import type { BaselineOrder } from "../worker/messages.ts";
import type { WorkerSeat } from "../worker/worker-seat.ts";
import type { Asked } from "./baselines.ts";
import type { CellWork } from "./cell-work.ts";
import { logStack } from "./log-stack.ts";
import type { RunContext } from "./run-group.ts";

/** Has the unedited model asked about records, where it has not been. @returns one a record, in order */
export async function askUnedited(
	seat: WorkerSeat,
	work: CellWork,
	indices: readonly number[],
	context: RunContext,
): Promise<readonly Asked[]> {
	const { baselineId, lanes, names } = work.ready;
	const asked: Asked[] = [];
	for (const index of indices) {
		const group = groupOf(index, work.expected, askedTogether(lanes));
		const named = group.map((at) => ({ index: at, content: names.contents[at]! }));
		const answers = await context.baselines.get(baselineId, named, () => ask(seat, work, group, context));
		asked.push(answers.find((one) => one.index === index)!);
	}
	return asked;
}

async function ask(
	seat: WorkerSeat,
	work: CellWork,
	indices: readonly number[],
	context: RunContext,
): Promise<readonly Asked[]> {
	const { model, dataset, seed } = work.cell.key;
	const { dataset: found, baselineScorings: scorings } = work.ready;
	const order: BaselineOrder = { kind: "baseline", dataset, source: found.source, indices, seed, scorings };
	const started = performance.now();
	const reply = await seat.carryOut(order);
	const where = `${model} × ${dataset} × unedited × ${seed}`;
	if (reply.kind === "failure" && indices.length > 1) {
		await context.fallbacks.tell("asked about", where, indices, reply.failure);
		const answers: Asked[] = [];
		for (const index of indices) answers.push(...(await ask(seat, work, [index], context)));
		return answers;
	}
	if (reply.kind === "failure") {
		const { failure } = reply;
		await logStack(context.folder, `${where}, record ${indices.join(", ")}`, failure);
		return indices.map((index) => ({ index, failure }));
	}
	if (reply.kind !== "baseline") throw new Error(`The worker answered a question with "${reply.kind}"`);
	const seconds = (performance.now() - started) / 1000 / indices.length;
	for (const index of indices) context.onEvent({ kind: "baseline", model, dataset, seed, index, seconds });
	return reply.results;
}

import { createDesk, type Desk } from "./desk.ts";
import { toFailure } from "./failure.ts";
import type { LoadOrder, Note, Order, Reply, StartOrder } from "./messages.ts";
import { timeLog } from "./time-log.ts";

/**
 * A worker: a process of its own, which loads the experiment and one model and then takes one group of records
 * after the other, so that whatever a record breaks, it breaks here.
 */

// A terminal's Ctrl-C reaches the whole group; the runner decides what it means.
process.on("SIGINT", () => {});
// Nobody would take the results any more.
process.on("disconnect", () => process.exit(1));

let desk: Desk | undefined;
const log = timeLog();
process.on("message", (order: StartOrder | LoadOrder | Order) => {
	void carryOut(order).then(send);
});

function carryOut(order: StartOrder | LoadOrder | Order): Promise<Reply> {
	if (order.kind === "start") return start(order);
	return order.kind === "load" ? log.start(load()) : log.order(work(order));
}

async function start(order: StartOrder): Promise<Reply> {
	try {
		desk = await createDesk(order, (text) => send({ kind: "note", text }));
	} catch (error) {
		return { kind: "unfit", part: "setup", failure: toFailure(error) };
	}
	return { kind: "started" };
}

async function load(): Promise<Reply> {
	try {
		return await deskOf().loadModel();
	} catch (error) {
		return { kind: "unfit", part: "model", failure: toFailure(error) };
	}
}

async function work(order: Order): Promise<Reply> {
	try {
		return await deskOf().carryOut(order);
	} catch (error) {
		return { kind: "failure", failure: toFailure(error) };
	}
}

function deskOf(): Desk {
	if (desk === undefined) throw new Error("The worker has not been started");
	return desk;
}

function send(said: Reply | Note): void {
	process.send?.(said);
}

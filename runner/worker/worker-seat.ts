import type { Capability } from "#core/editable-model";
import { UserError } from "#core/errors";
import type { EngineInfo } from "#engine/engines";
import type { Failure, Order, Reply, StartOrder } from "./messages.ts";
import { type OnOutput, WorkerDied, WorkerProcess } from "./worker-process.ts";

/** The worker's model cannot be used: no record of it can be computed. */
export class ModelUnusable extends Error {
	override readonly name = "ModelUnusable";
}

/** What a worker says about itself when it is ready. */
export interface WorkerReport {
	readonly engine: EngineInfo;
	readonly provides: readonly Capability[];
}

/** A place at which one worker works: whoever dies is replaced, and its order is given once more. */
export class WorkerSeat {
	readonly #order: StartOrder;
	readonly #onOutput: OnOutput;
	#worker: WorkerProcess | undefined;
	/** What the worker says to its start. */
	#started: Promise<Reply> | undefined;
	#report: WorkerReport | undefined;
	#stopped = false;

	constructor(order: StartOrder, onOutput: OnOutput) {
		this.#order = order;
		this.#onOutput = onOutput;
	}

	/** Starts a worker, if none sits here, up to where it would load the model. How that ends `ready` tells. */
	start(): void {
		if (this.#stopped || this.#worker?.alive) return;
		this.#worker = new WorkerProcess(this.#onOutput);
		this.#report = undefined;
		this.#started = this.#worker.ask(this.#order);
		this.#started.catch(() => {}); // until somebody asks
	}

	/**
	 * Starts the worker, if none sits here, and has it load the model.
	 *
	 * @throws UserError where no worker can start: the experiment's file or the engine is at fault
	 * @throws ModelUnusable where its model cannot be loaded
	 */
	async ready(): Promise<WorkerReport> {
		if (this.#worker?.alive && this.#report !== undefined) return this.#report;
		const reply = await this.#twice(() => this.#begin()).catch((error) => {
			if (error instanceof WorkerDied) throw new ModelUnusable(`${error.message} while it loaded the model`);
			throw error;
		});
		if (reply.kind === "ready") {
			this.#report = reply;
			return reply;
		}
		if (reply.kind !== "unfit") throw new Error(`The worker answered its start with "${reply.kind}"`);
		const { part, failure } = reply;
		throw part === "model" ? new ModelUnusable(describe(failure)) : toError(failure);
	}

	/** @returns the worker's reply, or why there is none */
	async carryOut(order: Order): Promise<Reply> {
		try {
			return await this.#twice(async () => {
				await this.ready();
				return this.#worker!.ask(order);
			});
		} catch (error) {
			if (!(error instanceof WorkerDied) || this.#stopped) throw error;
			return { kind: "failure", failure: { kind: "bug", message: `${error.message}, twice` } };
		}
	}

	async stop(): Promise<void> {
		this.#stopped = true;
		await this.#worker?.stop();
	}

	async #begin(): Promise<Reply> {
		if (this.#stopped) throw new WorkerDied("The worker was stopped");
		this.start();
		const reply = await this.#started!;
		return reply.kind === "started" ? this.#worker!.ask({ kind: "load" }) : reply;
	}

	async #twice(work: () => Promise<Reply>): Promise<Reply> {
		try {
			return await work();
		} catch (error) {
			if (!(error instanceof WorkerDied) || this.#stopped) throw error;
			this.#onOutput(`${error.message}: trying once more`);
			return work();
		}
	}
}

const describe = ({ message, hint }: Failure) => (hint === undefined ? message : `${message}. ${hint}`);

/** The error as it was thrown in the worker. */
function toError({ kind, message, hint, stack }: Failure): Error {
	if (kind === "user") return new UserError(message, hint === undefined ? {} : { hint });
	return Object.assign(new Error(message), stack !== undefined && { stack });
}

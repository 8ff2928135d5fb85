import type { OnEvent } from "../run-event.ts";
import type { Failure } from "../worker/messages.ts";
import { logFailure } from "./log-stack.ts";

/**
 * Records that were to be computed together and were computed one by one, since together they failed: that takes longer,
 * and rounds as one lane does. Each time is written to errors.log; people are told of each reason once.
 */
export class Fallbacks {
	readonly #folder: string;
	readonly #onEvent: OnEvent;
	readonly #told = new Set<string>();

	constructor(folder: string, onEvent: OnEvent) {
		this.#folder = folder;
		this.#onEvent = onEvent;
	}

	/** @param what was done one by one: `edited`, `asked about` @param where of the grid */
	async tell(what: string, where: string, indices: readonly number[], failure: Failure): Promise<void> {
		const told = `${where}: records ${indices.join(", ")} were ${what} one by one, since together they failed`;
		await logFailure(this.#folder, told, failure);
		const reason = `${what}: ${failure.message}`;
		if (this.#told.has(reason)) return;
		this.#told.add(reason);
		this.#onEvent({ kind: "note", text: `${told}: ${failure.message}` });
	}
}

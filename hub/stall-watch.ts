import { NetworkFailure } from "./failures.ts";
import type { HubLimits } from "./hub-limits.ts";

/**
 * Gives a connection up when it brings too little: every `stallMs` it must have brought `slowestBytesPerSecond`.
 * A plain time limit would not do: a large file takes hours, and a server that drips is as dead as a silent one.
 */
export class StallWatch {
	readonly #controller = new AbortController();
	readonly #limits: HubLimits;
	readonly #host: string;
	#timer: NodeJS.Timeout | undefined;
	#received = 0;

	constructor(url: string, limits: HubLimits) {
		this.#limits = limits;
		this.#host = new URL(url).host;
		this.restart();
	}

	/** Aborts the request, with a NetworkFailure as its reason. */
	get signal(): AbortSignal {
		return this.#controller.signal;
	}

	received(bytes: number): void {
		this.#received += bytes;
	}

	/** Begins a new window: the headers are here, now the body is awaited. */
	restart(): void {
		clearInterval(this.#timer);
		this.#received = 0;
		this.#timer = setInterval(() => this.#check(), this.#limits.stallMs);
	}

	stop(): void {
		clearInterval(this.#timer);
	}

	#check(): void {
		const seconds = this.#limits.stallMs / 1000;
		if (this.#received < this.#limits.slowestBytesPerSecond * seconds) {
			this.stop();
			const message = `${this.#host}: stalled, ${this.#received} bytes in ${seconds} s`;
			this.#controller.abort(new NetworkFailure(message));
		}
		this.#received = 0;
	}
}

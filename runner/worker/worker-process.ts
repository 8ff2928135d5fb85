import { fileURLToPath } from "node:url";
import { execaNode } from "execa";
import type { LoadOrder, Note, Order, Reply, StartOrder } from "./messages.ts";
import { allocatorSettings, heapOptions } from "./worker-memory.ts";

/** A worker ended although it was still needed. */
export class WorkerDied extends Error {
	override readonly name = "WorkerDied";
}

/** What a worker prints: an editor's `console.log`, a library's warning. */
export type OnOutput = (line: string) => void;

const main = import.meta.url.endsWith(".ts") ? "./main.ts" : "./main.js";

/** From the sources, with the loader that reads them; as installed, nothing. */
const loaderOptions = () =>
	import.meta.url.endsWith(".ts")
		? ["--conditions=source", "--import", import.meta.resolve("#read-typescript")]
		: [];

/** Longest end of what a worker printed that a message quotes, in characters. */
const QUOTED = 400;

interface Waiting {
	readonly resolve: (reply: Reply) => void;
	readonly reject: (error: Error) => void;
}

/** The runner's end of a worker: one order at a time. */
export class WorkerProcess {
	readonly #process;
	readonly #ended: Promise<string>;
	#waiting: Waiting | undefined;
	#alive = true;
	#lastOutput = "";

	constructor(onOutput: OnOutput) {
		this.#process = execaNode(fileURLToPath(import.meta.resolve(main)), {
			nodeOptions: [...loaderOptions(), ...heapOptions(process.env)],
			env: allocatorSettings(process.env),
			serialization: "advanced", // keeps NaN and Infinity
			stdin: "ignore",
			buffer: false,
			// It ends by itself when the channel closes; a handler here would end the runner at Ctrl-C.
			cleanup: false,
			reject: false,
		});
		this.#process.on("message", (message) => {
			const said = message as unknown as Reply | Note;
			if (said.kind === "note") onOutput(said.text);
			else this.#settle((waiting) => waiting.resolve(said));
		});
		for (const stream of [this.#process.stdout, this.#process.stderr]) this.#listen(stream, onOutput);
		this.#ended = this.#process.then(({ exitCode, signal }) => {
			this.#alive = false;
			const how = signal === undefined ? `with exit code ${exitCode}` : `by ${signal}`;
			this.#settle((waiting) => waiting.reject(new WorkerDied(this.#explain(how, signal))));
			return how;
		});
	}

	get alive(): boolean {
		return this.#alive;
	}

	/** @throws WorkerDied where the worker ends before it has answered */
	ask(order: StartOrder | LoadOrder | Order): Promise<Reply> {
		return new Promise((resolve, reject) => {
			if (!this.#alive) return reject(new WorkerDied("The worker process had ended"));
			this.#waiting = { resolve, reject };
			// An error here means that it is ending, which is reported above.
			this.#process.send(order as never, () => {});
		});
	}

	/** Ends the process at once, and resolves when it has ended. */
	async stop(): Promise<void> {
		this.#process.kill("SIGKILL");
		await this.#ended;
	}

	#settle(how: (waiting: Waiting) => void): void {
		const waiting = this.#waiting;
		this.#waiting = undefined;
		if (waiting !== undefined) how(waiting);
	}

	#listen(stream: NodeJS.ReadableStream | null, onOutput: OnOutput): void {
		let rest = "";
		stream?.setEncoding("utf8");
		stream?.on("data", (text: string) => {
			this.#lastOutput = (this.#lastOutput + text).slice(-QUOTED);
			const lines = (rest + text).split("\n");
			rest = lines.pop() ?? "";
			for (const line of lines) if (line.trim() !== "") onOutput(line);
		});
	}

	#explain(how: string, signal: string | undefined): string {
		const memory = signal === "SIGKILL" || signal === "SIGABRT" ? " (out of memory?)" : "";
		const last = this.#lastOutput.trim().split("\n").at(-1) ?? "";
		return `The worker process ended ${how}${memory}${last === "" ? "" : `; it last printed: ${last}`}`;
	}
}

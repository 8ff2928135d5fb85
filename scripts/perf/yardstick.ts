import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const server = fileURLToPath(new URL("./reference.py", import.meta.url));

/** What the server says when its model is loaded. */
export interface YardstickVersions {
	readonly python: string;
	readonly torch: string;
	readonly transformers: string;
	readonly threads: number;
}

/** What a task took, and what it answered. */
export interface Answered<T> {
	readonly seconds: number;
	readonly result: T;
}

/** PyTorch, in a process of its own that waits while it is not asked. */
export class Yardstick {
	readonly versions: YardstickVersions;
	readonly #child: ChildProcessWithoutNullStreams;
	readonly #lines: AsyncIterator<string>;

	private constructor(
		child: ChildProcessWithoutNullStreams,
		lines: AsyncIterator<string>,
		versions: YardstickVersions,
	) {
		this.#child = child;
		this.#lines = lines;
		this.versions = versions;
	}

	/** @returns why there is none, where Python, PyTorch or transformers are missing */
	static async start(python: string, checkpoint: string, threads: number): Promise<Yardstick | string> {
		const child = spawn(python, [server, checkpoint, "--threads", `${threads}`]);
		let said = "";
		child.stderr.setEncoding("utf8").on("data", (text: string) => {
			said = (said + text).slice(-2000);
		});
		const failed = new Promise<string>((resolve) => {
			child.on("error", ({ message }) => resolve(message));
			child.on("close", () => resolve(said.trim().split("\n").at(-1) ?? ""));
		});
		const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
		const first = await Promise.race([lines.next(), failed]);
		if (typeof first === "string" || first.done) return await failed;
		return new Yardstick(child, lines, JSON.parse(first.value) as YardstickVersions);
	}

	/** @throws Error where the task fails */
	async ask<T>(task: string, request: object): Promise<Answered<T>> {
		this.#child.stdin.write(`${JSON.stringify({ task, ...request })}\n`);
		const line = await this.#lines.next();
		if (line.done) throw new Error(`reference.py ended while it did "${task}"`);
		const answer = JSON.parse(line.value) as Answered<T> | { readonly error: string };
		if ("error" in answer) throw new Error(`reference.py: ${answer.error}`);
		return answer;
	}

	stop(): void {
		this.#child.stdin.end();
	}
}

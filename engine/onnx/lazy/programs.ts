import type { NumericArray } from "../element-type.ts";
import type { OnnxTensor } from "../onnx-tensor.ts";
import { Session } from "../session.ts";
import type { Pending } from "./pending.ts";
import { buildProgram, inputName, type Program, programOf } from "./program.ts";

/** Programs that stay compiled: each holds its graph and a thread. */
const MOST_KEPT = 192;

interface Compiled {
	readonly session: Session;
	readonly outputs: readonly string[];
}

/** Compiles programs, each once, and runs them. */
export class Programs {
	readonly #threads: number;
	/** The one used last is last. */
	readonly #compiled = new Map<string, Compiled>();

	/** @param threads that one operator may use */
	constructor(threads: number) {
		this.#threads = threads;
	}

	/** Computes results and all that they need, in one run. */
	compute(wanted: readonly Pending[]): void {
		const values = this.prepare(wanted)();
		for (const [i, pending] of wanted.entries()) pending.settle(values[i]!);
	}

	/** @returns what computes the values of results, and all that they need, from what the arrays hold when it is called */
	prepare(wanted: readonly Pending[]): () => NumericArray[] {
		const program = programOf(wanted);
		const feeds: Record<string, OnnxTensor> = {};
		for (const [i, input] of program.inputs.entries()) feeds[inputName(i)] = input;
		return () => {
			const { session, outputs } = this.#compiledOf(program);
			const results = session.run(feeds, Object.fromEntries(outputs.map((name) => [name, null])));
			return wanted.map((pending, i) => valuesOf(pending, results[outputs[i]!]!));
		};
	}

	/** Frees all compiled programs, and with them their threads. */
	dispose(): void {
		for (const { session } of this.#compiled.values()) session.dispose();
		this.#compiled.clear();
	}

	#compiledOf(program: Program): Compiled {
		const { key } = program;
		const compiled = this.#compiled.get(key) ?? this.#compile(program);
		this.#compiled.delete(key);
		this.#compiled.set(key, compiled);
		return compiled;
	}

	#compile(program: Program): Compiled {
		const { graph, outputs } = buildProgram(program);
		const isParallel = program.steps.some(({ operation }) => operation.parallel);
		const session = new Session(graph, { threads: isParallel ? this.#threads : 1 });
		const [oldest] = this.#compiled;
		if (oldest !== undefined && this.#compiled.size >= MOST_KEPT) {
			oldest[1].session.dispose();
			this.#compiled.delete(oldest[0]);
		}
		return { session, outputs };
	}
}

/** @throws Error where the result has another shape than it should */
function valuesOf({ operation, shape }: Pending, { data, dims }: OnnxTensor): NumericArray {
	if (`${dims}` !== `${shape}`) {
		throw new Error(`'${operation.key}' returned the shape [${dims}] where [${shape}] was expected`);
	}
	return data as NumericArray;
}

import type { RecordResult } from "#core/results";
import { AttemptFile } from "../store/attempt-file.ts";
import { type RecordState, stateOf } from "../store/cell-outcome.ts";

/** Computes the results of records, in their order; none where the run is stopped. */
export type ComputeResults = () => Promise<readonly RecordResult[]>;

/**
 * One id's results, by the names of the records that they depend on. Several rows of a table may share it: those of one
 * dataset that keep different records, those of an editor that differ in its label only. Each result is computed once, by
 * the first row that needs it.
 */
export class CellStore {
	readonly #file: AttemptFile;
	readonly #known = new Map<string, RecordState>();
	readonly #inWork = new Map<string, Promise<void>>();

	/** @param folder of the id's files */
	constructor(folder: string) {
		this.#file = new AttemptFile(folder);
	}

	/** Tells of a result that is stored and need not be computed again. */
	keep(name: string, state: RecordState): void {
		this.#known.set(name, state);
	}

	/** Whether somebody is at work on one of these. */
	isInWork(names: readonly string[]): boolean {
		return names.some((name) => this.#inWork.has(name));
	}

	/**
	 * Resolves when all are on disk. They are computed together where one of them is not known; the first result counts.
	 *
	 * @returns one for each name; undefined where it is still not known, since the run was stopped
	 */
	async obtain(
		names: readonly string[],
		compute: ComputeResults,
	): Promise<readonly (RecordState | undefined)[]> {
		for (let other = this.#other(names); other !== undefined; other = this.#other(names)) await other;
		if (!names.every((name) => this.#known.has(name))) await this.#computeAndStore(names, compute);
		return names.map((name) => this.#known.get(name));
	}

	close(): Promise<void> {
		return this.#file.close();
	}

	#other(names: readonly string[]): Promise<void> | undefined {
		return names.map((name) => this.#inWork.get(name)).find((work) => work !== undefined);
	}

	async #computeAndStore(names: readonly string[], compute: ComputeResults): Promise<void> {
		const { promise: ended, resolve } = withResolvers();
		for (const name of names) this.#inWork.set(name, ended);
		try {
			const results = await compute();
			await this.#file.append(...results.map((result, at) => ({ ...result, inputs: names[at]! })));
			for (const [at, result] of results.entries())
				if (!this.#known.has(names[at]!)) this.#known.set(names[at]!, stateOf(result));
		} finally {
			for (const name of names) this.#inWork.delete(name);
			resolve();
		}
	}
}

/** `Promise.withResolvers` of later Nodes. */
function withResolvers() {
	let resolve!: () => void;
	const promise = new Promise<void>((settle) => {
		resolve = settle;
	});
	return { promise, resolve };
}

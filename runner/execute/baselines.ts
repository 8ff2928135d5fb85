import type { BaselineResult } from "#core/results";
import { AttemptFile } from "../store/attempt-file.ts";
import type { OnDamage } from "../store/damage.ts";
import { firstOfEach } from "../store/merge-records.ts";
import { readAttempts } from "../store/read-attempts.ts";
import { runPaths } from "../store/run-folder.ts";
import type { Failure } from "../worker/messages.ts";

/** What the unedited model answered about a record, or why it did not. */
export type Asked = BaselineResult | { readonly index: number; readonly failure: Failure };

export const isAnswered = (asked: Asked): asked is BaselineResult => !("failure" in asked);

/** Computes the answers about the records of a group, one for each. */
export type Compute = () => Promise<readonly Asked[]>;

/**
 * The unedited model's answers, by baseline and record: read from the disk, else computed once, by whoever needs them
 * first, and stored, a group at a time. One that fails is not tried again in this run.
 */
export class Baselines {
	readonly #folder: string;
	readonly #onDamage: OnDamage;
	readonly #shelves = new Map<string, Shelf>();

	constructor(folder: string, onDamage: OnDamage) {
		this.#folder = folder;
		this.#onDamage = onDamage;
	}

	/** @returns one for each record of the group, which is computed whole where one of them is not known */
	async get(id: string, group: readonly number[], compute: Compute): Promise<readonly Asked[]> {
		const { known, inWork, file } = this.#shelf(id);
		const unknown = group.filter((index) => !known.has(index));
		if (unknown.length > 0) {
			const computed = computeAndStore(compute, file).finally(() => {
				for (const index of unknown) inWork.delete(index);
			});
			for (const index of unknown) {
				inWork.add(index);
				known.set(
					index,
					computed.then((all) => all.find((one) => one.index === index)!),
				);
			}
		}
		return Promise.all(group.map((index) => known.get(index)!));
	}

	/** Whether somebody is at work on the answers about some of these records. */
	areInWork(id: string, indices: readonly number[]): boolean {
		const shelf = this.#shelves.get(id);
		return shelf !== undefined && indices.some((index) => shelf.inWork.has(index));
	}

	/** Forgets all, when no cell will ask any more. */
	async close(): Promise<void> {
		for (const shelf of this.#shelves.values()) await shelf.file.close();
		this.#shelves.clear();
	}

	#shelf(id: string): Shelf {
		const shelf = this.#shelves.get(id) ?? this.#open(id);
		this.#shelves.set(id, shelf);
		return shelf;
	}

	#open(id: string): Shelf {
		const folder = runPaths(this.#folder).baseline(id);
		const { lines, damages } = readAttempts<BaselineResult>(folder);
		this.#onDamage(damages);
		const stored = firstOfEach(lines, Number.POSITIVE_INFINITY);
		const known = new Map(
			stored.map((line): [number, Promise<Asked>] => [line.index, Promise.resolve(line)]),
		);
		return { known, inWork: new Set(), file: new AttemptFile(folder) };
	}
}

interface Shelf {
	readonly known: Map<number, Promise<Asked>>;
	readonly inWork: Set<number>;
	readonly file: AttemptFile;
}

async function computeAndStore(compute: Compute, file: AttemptFile): Promise<readonly Asked[]> {
	const results = await compute();
	await file.append(...results.filter(isAnswered));
	return results;
}

import type { BaselineResult } from "#core/results";
import { AttemptFile } from "../store/attempt-file.ts";
import type { OnDamage } from "../store/damage.ts";
import type { Stored } from "../store/merge-records.ts";
import { readAttempts } from "../store/read-attempts.ts";
import { runPaths } from "../store/run-folder.ts";
import type { Failure } from "../worker/messages.ts";

/** What the unedited model answered about a record, or why it did not. */
export type Asked = BaselineResult | { readonly index: number; readonly failure: Failure };

export const isAnswered = (asked: Asked): asked is BaselineResult => !("failure" in asked);

/** A record, by its place in the dataset that asks and a hash of its content. */
export interface NamedRecord {
	readonly index: number;
	readonly content: string;
}

/** Computes the answers about the records of a group, one for each. */
export type Compute = () => Promise<readonly Asked[]>;

/**
 * The unedited model's answers, by baseline and record's content: read from the disk, else computed once, by whoever needs them
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
	async get(id: string, group: readonly NamedRecord[], compute: Compute): Promise<readonly Asked[]> {
		const { known, inWork, file } = this.#shelf(id);
		const unknown = group.filter(({ content }) => !known.has(content));
		if (unknown.length > 0) {
			const computed = computeAndStore(compute, group, file).finally(() => {
				for (const { content } of unknown) inWork.delete(content);
			});
			for (const { index, content } of unknown) {
				inWork.add(content);
				known.set(
					content,
					computed.then((all) => all.find((one) => one.index === index)!),
				);
			}
		}
		return Promise.all(group.map(async ({ index, content }) => ({ ...(await known.get(content)!), index })));
	}

	/** Whether somebody is at work on the answers about some of these records. */
	areInWork(id: string, contents: readonly string[]): boolean {
		const shelf = this.#shelves.get(id);
		return shelf !== undefined && contents.some((content) => shelf.inWork.has(content));
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
		const { lines, damages } = readAttempts<Stored<BaselineResult>>(folder);
		this.#onDamage(damages);
		const known = new Map<string, Promise<Asked>>();
		for (const { inputs, ...line } of lines) if (!known.has(inputs)) known.set(inputs, Promise.resolve(line));
		return { known, inWork: new Set(), file: new AttemptFile(folder) };
	}
}

interface Shelf {
	readonly known: Map<string, Promise<Asked>>;
	readonly inWork: Set<string>;
	readonly file: AttemptFile;
}

async function computeAndStore(
	compute: Compute,
	group: readonly NamedRecord[],
	file: AttemptFile,
): Promise<readonly Asked[]> {
	const results = await compute();
	const contents = new Map(group.map(({ index, content }) => [index, content]));
	await file.append(
		...results.filter(isAnswered).map((result) => ({ ...result, inputs: contents.get(result.index)! })),
	);
	return results;
}

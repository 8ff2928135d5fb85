import type { BaselineResult } from "#core/results";
import { AttemptFile } from "../store/attempt-file.ts";
import { firstOfEach } from "../store/merge-records.ts";
import { readAttempts } from "../store/read-attempts.ts";
import { runPaths } from "../store/run-folder.ts";

/** Computes the answers about one record. */
export type Compute = () => Promise<BaselineResult>;

/**
 * The unedited model's answers, by baseline and record: read from the disk, else computed once, by whoever needs them
 * first, and stored. One that fails is not tried again in this run.
 */
export class Baselines {
	readonly #folder: string;
	readonly #onTorn: (place: string) => void;
	readonly #shelves = new Map<string, Promise<Shelf>>();

	constructor(folder: string, onTorn: (place: string) => void) {
		this.#folder = folder;
		this.#onTorn = onTorn;
	}

	async get(id: string, index: number, compute: Compute): Promise<BaselineResult> {
		const { known, file } = await this.#shelf(id);
		const found = known.get(index) ?? computeAndStore(compute, file);
		known.set(index, found);
		return found;
	}

	/** Forgets all, when no cell will ask any more. */
	async close(): Promise<void> {
		for (const shelf of this.#shelves.values()) await (await shelf).file.close();
		this.#shelves.clear();
	}

	#shelf(id: string): Promise<Shelf> {
		const shelf = this.#shelves.get(id) ?? this.#open(id);
		this.#shelves.set(id, shelf);
		return shelf;
	}

	async #open(id: string): Promise<Shelf> {
		const folder = runPaths(this.#folder).baseline(id);
		const { lines, torn } = await readAttempts<BaselineResult>(folder);
		torn.forEach(this.#onTorn);
		const stored = firstOfEach(lines, Number.POSITIVE_INFINITY);
		const known = new Map(stored.map((line) => [line.index, Promise.resolve(line)]));
		return { known, file: new AttemptFile(folder) };
	}
}

interface Shelf {
	readonly known: Map<number, Promise<BaselineResult>>;
	readonly file: AttemptFile;
}

async function computeAndStore(compute: Compute, file: AttemptFile): Promise<BaselineResult> {
	const result = await compute();
	await file.append(result);
	return result;
}

import type { OnDamage } from "../store/damage.ts";
import { readAttempts } from "../store/read-attempts.ts";
import { runPaths } from "../store/run-folder.ts";

/** About which records the unedited model's answers are stored, by baseline; each is looked up once. */
export class AskedRecords {
	readonly #folder: string;
	readonly #onDamage: OnDamage;
	readonly #known = new Map<string, Set<number>>();

	constructor(folder: string, onDamage: OnDamage) {
		this.#folder = folder;
		this.#onDamage = onDamage;
	}

	/** @returns the records' places, one set for all cells that share the baseline */
	of(id: string): Set<number> {
		const known = this.#known.get(id) ?? this.#read(id);
		this.#known.set(id, known);
		return known;
	}

	#read(id: string): Set<number> {
		const { lines, damages } = readAttempts(runPaths(this.#folder).baseline(id));
		this.#onDamage(damages);
		return new Set(lines.map(({ index }) => index));
	}
}

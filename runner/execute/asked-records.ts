import type { BaselineResult } from "#core/results";
import type { OnDamage } from "../store/damage.ts";
import type { Stored } from "../store/merge-records.ts";
import { readAttempts } from "../store/read-attempts.ts";
import { runPaths } from "../store/run-folder.ts";

/** About which records the unedited model's answers are stored, by baseline; each is looked up once. */
export class AskedRecords {
	readonly #folder: string;
	readonly #onDamage: OnDamage;
	readonly #known = new Map<string, Set<string>>();

	constructor(folder: string, onDamage: OnDamage) {
		this.#folder = folder;
		this.#onDamage = onDamage;
	}

	/** @returns hashes of the records' contents, one set for all cells that share the baseline */
	of(id: string): Set<string> {
		const known = this.#known.get(id) ?? this.#read(id);
		this.#known.set(id, known);
		return known;
	}

	#read(id: string): Set<string> {
		const { lines, damages } = readAttempts<Stored<BaselineResult>>(runPaths(this.#folder).baseline(id));
		this.#onDamage(damages);
		return new Set(lines.map(({ inputs }) => inputs));
	}
}

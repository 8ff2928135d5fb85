import type { CellResults, CellState, RecordResult } from "#core/results";
import { lacksDeltas } from "../deltas/lacks-deltas.ts";
import type { PlannedCell, ReadyCell } from "../plan/plan.ts";
import { recordGroups } from "../plan/record-groups.ts";
import { AttemptFile } from "../store/attempt-file.ts";
import { cellOutcome, type RecordState } from "../store/cell-outcome.ts";
import type { OnDamage } from "../store/damage.ts";
import { isDone, mergeRecords } from "../store/merge-records.ts";
import { readAttempts } from "../store/read-attempts.ts";
import { runPaths } from "../store/run-folder.ts";
import type { AskedRecords } from "./asked-records.ts";

/** What of a cell is stored, in the run's folder. */
interface StoredCell {
	readonly folder: string;
	readonly stored: readonly RecordResult[];
	/** Places of records whose baseline is stored; added to. */
	readonly asked: Set<number>;
}

/** A cell in work: what of it is stored, and what is to be done. */
export class CellWork {
	readonly cell: PlannedCell;
	readonly ready: ReadyCell;
	readonly expected: number;
	/** Places of the records to compute, in order, by what is computed together: whole, where a record of it is left. */
	readonly pending: readonly (readonly number[])[];
	/** Why it is not run. */
	skipped: string | undefined;
	/** Why it could not be run to its end. */
	failed: string | undefined;
	/** Whether its end has been told. */
	told = false;
	readonly #states: Map<number, RecordState>;
	readonly #file: AttemptFile;
	readonly #left: Set<number>;
	/** Records that are done, but what the unedited model answered about them is lost. */
	readonly #unasked: Set<number>;
	/** Records whose baseline is stored. */
	readonly #asked: Set<number>;

	constructor(cell: PlannedCell, ready: ReadyCell, { folder, stored, asked }: StoredCell) {
		this.cell = cell;
		this.ready = ready;
		this.#asked = asked;
		this.expected = cell.records ?? 0;
		this.#states = new Map(stored.map((record) => [record.index, stateOf(record)]));
		const done = new Set(stored.filter(isDone).map(({ index }) => index));
		this.pending = recordGroups(this.expected, ready.grouping.size).filter((group) =>
			group.some((index) => !done.has(index) || !asked.has(index)),
		);
		const pending = this.pending.flat();
		this.#left = new Set(pending.filter((index) => !done.has(index)));
		this.#unasked = new Set(pending.filter((index) => done.has(index) && !asked.has(index)));
		this.skipped = cell.skipped;
		this.#file = new AttemptFile(runPaths(folder).cell(ready.id));
	}

	get done(): number {
		return this.expected - this.#left.size;
	}

	get finished(): boolean {
		return this.skipped !== undefined || (this.#left.size === 0 && this.#unasked.size === 0);
	}

	get outcome(): CellState {
		const { skipped, failed } = this;
		const stop = { ...(skipped !== undefined && { skipped }), ...(failed !== undefined && { failed }) };
		return cellOutcome([...this.#states.values()], this.expected, stop);
	}

	idOf(index: number): string {
		return this.ready.dataset.records[index]?.id ?? "";
	}

	/** Whether a record of the group is still to be edited; else only the unedited model has to be asked. */
	needsEdit(group: readonly number[]): boolean {
		return group.some((index) => this.#left.has(index));
	}

	/** Takes note of what the unedited model was asked about. @param answered those of the group whose answers are stored */
	tellAsked(group: readonly number[], answered: readonly number[]): void {
		for (const index of group) this.#unasked.delete(index);
		for (const index of answered) this.#asked.add(index);
	}

	/** Records that this run has told of, or found, and `results` lacks. */
	missingFrom({ records, baseline }: CellResults): number[] {
		const stored = new Map(records.map((record) => [record.index, isDone(record)]));
		const asked = new Set(baseline.map(({ index }) => index));
		return [...this.#states].flatMap(([index, { state }]) => {
			const isThere = state === "failed" ? stored.has(index) : stored.get(index) === true;
			const isAskedOf = state === "failed" || !this.#asked.has(index) || asked.has(index);
			return isThere && isAskedOf ? [] : [index];
		});
	}

	/** Resolves when the results of a group are on disk, with those that count: records computed again keep their first. */
	async store(group: readonly RecordResult[]): Promise<RecordResult[]> {
		await this.#file.append(...group);
		const fresh = group.filter(({ index }) => this.#left.delete(index));
		for (const result of fresh) this.#states.set(result.index, stateOf(result));
		return fresh;
	}

	close(): Promise<void> {
		return this.#file.close();
	}
}

interface OpenOptions {
	readonly folder: string;
	readonly saveDeltas: boolean;
	readonly asked: AskedRecords;
}

/** @param onDamage is told of stored lines and deltas that do not count */
export function openCell(
	cell: PlannedCell,
	{ folder, saveDeltas, asked }: OpenOptions,
	onDamage: OnDamage,
): CellWork {
	const { ready } = cell;
	if (ready === undefined) throw new Error("A cell without its data or model was to be run");
	const { lines, damages } = readAttempts<RecordResult>(runPaths(folder).cell(ready.id));
	onDamage(damages);
	const stored = mergeRecords(lines, cell.records ?? 0).filter(
		(record) => !(saveDeltas && lacksDeltas(folder, ready.id, record, onDamage)),
	);
	return new CellWork(cell, ready, { folder, stored, asked: asked.of(ready.baselineId) });
}

const stateOf = (record: RecordResult): RecordState => ({
	state: record.state,
	...("reason" in record && { reason: record.reason }),
});

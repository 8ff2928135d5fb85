import type { CellState, RecordResult } from "#core/results";
import { lacksDeltas } from "../deltas/lacks-deltas.ts";
import type { PlannedCell, ReadyCell } from "../plan/plan.ts";
import { recordGroups } from "../plan/record-groups.ts";
import { AttemptFile } from "../store/attempt-file.ts";
import { cellOutcome, type RecordState } from "../store/cell-outcome.ts";
import { isDone, mergeRecords } from "../store/merge-records.ts";
import { readAttempts } from "../store/read-attempts.ts";
import { runPaths } from "../store/run-folder.ts";

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

	constructor(cell: PlannedCell, ready: ReadyCell, folder: string, stored: readonly RecordResult[]) {
		this.cell = cell;
		this.ready = ready;
		this.expected = cell.records ?? 0;
		this.#states = new Map(stored.map((record) => [record.index, stateOf(record)]));
		const done = new Set(stored.filter(isDone).map(({ index }) => index));
		this.pending = recordGroups(this.expected, ready.grouping.size).filter((group) =>
			group.some((index) => !done.has(index)),
		);
		this.#left = new Set(this.pending.flat().filter((index) => !done.has(index)));
		this.skipped = cell.skipped;
		this.#file = new AttemptFile(runPaths(folder).cell(ready.id));
	}

	get done(): number {
		return this.expected - this.#left.size;
	}

	get finished(): boolean {
		return this.skipped !== undefined || this.#left.size === 0;
	}

	get outcome(): CellState {
		const { skipped, failed } = this;
		const stop = { ...(skipped !== undefined && { skipped }), ...(failed !== undefined && { failed }) };
		return cellOutcome([...this.#states.values()], this.expected, stop);
	}

	idOf(index: number): string {
		return this.ready.dataset.records[index]?.id ?? "";
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

/** @param onTorn is told of lines that a stopped run left unfinished */
export function openCell(
	cell: PlannedCell,
	{ folder, saveDeltas }: { readonly folder: string; readonly saveDeltas: boolean },
	onTorn: (place: string) => void,
): CellWork {
	const { ready } = cell;
	if (ready === undefined) throw new Error("A cell without its data or model was to be run");
	const { lines, torn } = readAttempts<RecordResult>(runPaths(folder).cell(ready.id));
	torn.forEach(onTorn);
	const stored = mergeRecords(lines, cell.records ?? 0).filter(
		(record) => !(saveDeltas && lacksDeltas(folder, ready.id, record)),
	);
	return new CellWork(cell, ready, folder, stored);
}

const stateOf = (record: RecordResult): RecordState => ({
	state: record.state,
	...("reason" in record && { reason: record.reason }),
});

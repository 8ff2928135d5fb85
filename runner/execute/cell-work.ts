import type { CellState, RecordResult } from "#core/results";
import { lacksDeltas } from "../deltas/lacks-deltas.ts";
import type { PlannedCell, ReadyCell } from "../plan/plan.ts";
import { recordGroups } from "../plan/record-groups.ts";
import { cellOutcome, type RecordState, stateOf } from "../store/cell-outcome.ts";
import { isDone, mergeRecords, type Stored } from "../store/merge-records.ts";
import { readAttempts } from "../store/read-attempts.ts";
import { runPaths } from "../store/run-folder.ts";
import { CellStore, type ComputeResults } from "./cell-store.ts";

/** How one record of a cell ended. */
export type RecordEnd = RecordState & { readonly index: number; readonly id: string };

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
	readonly #store: CellStore;
	readonly #left: Set<number>;

	/** @param stored what of it is stored and need not be made again */
	constructor(cell: PlannedCell, ready: ReadyCell, store: CellStore, stored: readonly RecordResult[]) {
		this.cell = cell;
		this.ready = ready;
		this.#store = store;
		this.expected = cell.records ?? 0;
		this.#states = new Map(stored.map((record) => [record.index, stateOf(record)]));
		const done = new Set(stored.filter(isDone).map(({ index }) => index));
		for (const index of done) store.keep(this.#namesOf([index])[0]!, this.#states.get(index)!);
		this.pending = recordGroups(this.expected, ready.grouping.size).filter((group) =>
			group.some((index) => !done.has(index)),
		);
		this.#left = new Set(this.pending.flat().filter((index) => !done.has(index)));
		this.skipped = cell.skipped;
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

	/** Whether another row of the table has results of a group computed. */
	isInWork(group: readonly number[]): boolean {
		return this.#store.isInWork(this.#namesOf(group));
	}

	/** Resolves when the results of a group are on disk, with those that were left to do. */
	async obtain(group: readonly number[], compute: ComputeResults): Promise<readonly RecordEnd[]> {
		const states = await this.#store.obtain(this.#namesOf(group), compute);
		const fresh = states.map((state, at) => ({ ...state, index: group[at]!, id: this.idOf(group[at]!) }));
		return fresh.filter((end) => {
			if (!this.#left.delete(end.index)) return false;
			this.#states.set(end.index, end);
			return true;
		});
	}

	#namesOf(group: readonly number[]): string[] {
		const { names, grouping } = this.ready;
		return group.map((index) => names.inputs(grouping)[index]!);
	}
}

/** A run's cells, and the files in which their results are kept. */
export interface OpenCells {
	readonly works: readonly CellWork[];
	close(): Promise<void>;
}

/** @param onTorn is told of lines that a stopped run left unfinished */
export function openCells(
	cells: readonly PlannedCell[],
	{ folder, saveDeltas }: { readonly folder: string; readonly saveDeltas: boolean },
	onTorn: (place: string) => void,
): OpenCells {
	const stores = new Map<string, CellStore>();
	const works = cells.map((cell) => {
		const { ready } = cell;
		if (ready === undefined) throw new Error("A cell without its data or model was to be run");
		const { id, names, grouping } = ready;
		const files = runPaths(folder).cell(id);
		const { lines, torn } = readAttempts<Stored<RecordResult>>(files);
		const store = stores.get(id) ?? new CellStore(files);
		if (!stores.has(id)) torn.forEach(onTorn);
		stores.set(id, store);
		const wanted = names.inputs(grouping);
		const stored = mergeRecords(lines, wanted).filter(
			(record) => !(saveDeltas && lacksDeltas(folder, id, wanted[record.index]!, record)),
		);
		return new CellWork(cell, ready, store, stored);
	});
	const close = async () => {
		await Promise.all([...stores.values()].map((store) => store.close()));
	};
	return { works, close };
}

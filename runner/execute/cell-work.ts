import type { CellResults, CellState, RecordResult } from "#core/results";
import { lacksDeltas } from "../deltas/lacks-deltas.ts";
import type { PlannedCell, ReadyCell } from "../plan/plan.ts";
import { recordGroups } from "../plan/record-groups.ts";
import { cellOutcome, type RecordState, stateOf } from "../store/cell-outcome.ts";
import type { OnDamage } from "../store/damage.ts";
import { isDone, mergeRecords, type Stored } from "../store/merge-records.ts";
import { readAttempts } from "../store/read-attempts.ts";
import { runPaths } from "../store/run-folder.ts";
import type { AskedRecords } from "./asked-records.ts";
import { CellStore, type ComputeResults } from "./cell-store.ts";

/** How one record of a cell ended. */
export type RecordEnd = RecordState & { readonly index: number; readonly id: string };

/** What of a cell is stored. */
interface StoredCell {
	readonly store: CellStore;
	/** Results that need not be made again. */
	readonly stored: readonly RecordResult[];
	/** Contents of the records whose baseline is stored; added to. */
	readonly asked: Set<string>;
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
	readonly #store: CellStore;
	readonly #left: Set<number>;
	/** Records that are done, but what the unedited model answered about them is lost. */
	readonly #unasked: Set<number>;
	/** Contents of the records whose baseline is stored. */
	readonly #asked: Set<string>;

	constructor(cell: PlannedCell, ready: ReadyCell, { store, stored, asked }: StoredCell) {
		this.cell = cell;
		this.ready = ready;
		this.#store = store;
		this.#asked = asked;
		this.expected = cell.records ?? 0;
		this.#states = new Map(stored.map((record) => [record.index, stateOf(record)]));
		const done = new Set(stored.filter(isDone).map(({ index }) => index));
		for (const index of done) store.keep(this.#namesOf([index])[0]!, this.#states.get(index)!);
		this.pending = recordGroups(this.expected, ready.grouping.size).filter((group) =>
			group.some((index) => !done.has(index) || !this.#isAsked(index)),
		);
		const pending = this.pending.flat();
		this.#left = new Set(pending.filter((index) => !done.has(index)));
		this.#unasked = new Set(pending.filter((index) => done.has(index) && !this.#isAsked(index)));
		this.skipped = cell.skipped;
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
		for (const index of answered) this.#asked.add(this.#contentOf(index));
	}

	/** Records that this run has told of, or found, and `results` lacks. */
	missingFrom({ records, baseline }: CellResults): number[] {
		const stored = new Map(records.map((record) => [record.index, isDone(record)]));
		const asked = new Set(baseline.map(({ index }) => index));
		return [...this.#states].flatMap(([index, { state }]) => {
			const isThere = state === "failed" ? stored.has(index) : stored.get(index) === true;
			const isAskedOf = state === "failed" || !this.#isAsked(index) || asked.has(index);
			return isThere && isAskedOf ? [] : [index];
		});
	}

	/** Whether another row of the table has results of a group computed. */
	isInWork(group: readonly number[]): boolean {
		return this.#store.isInWork(this.#namesOf(group));
	}

	/** Resolves when the results of a group are on disk, with those that were left to do. */
	async obtain(group: readonly number[], compute: ComputeResults): Promise<readonly RecordEnd[]> {
		const states = await this.#store.obtain(this.#namesOf(group), compute);
		const ends = states.flatMap((state, at): RecordEnd[] => {
			const index = group[at]!;
			return state === undefined ? [] : [{ ...state, index, id: this.idOf(index) }];
		});
		return ends.filter((end) => {
			if (!this.#left.delete(end.index)) return false;
			this.#states.set(end.index, end);
			return true;
		});
	}

	/** Closes its file. A row that shares it and has more to store begins the next one. */
	close(): Promise<void> {
		return this.#store.close();
	}

	#contentOf(index: number): string {
		return this.ready.names.contents[index]!;
	}

	#isAsked(index: number): boolean {
		return this.#asked.has(this.#contentOf(index));
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

interface OpenOptions {
	readonly folder: string;
	readonly saveDeltas: boolean;
	readonly asked: AskedRecords;
}

/** @param onDamage is told of stored lines and deltas that do not count */
export function openCells(
	cells: readonly PlannedCell[],
	{ folder, saveDeltas, asked }: OpenOptions,
	onDamage: OnDamage,
): OpenCells {
	const stores = new Map<string, CellStore>();
	const works = cells.map((cell) => {
		const { ready } = cell;
		if (ready === undefined) throw new Error("A cell without its data or model was to be run");
		const { id, baselineId, names, grouping } = ready;
		const files = runPaths(folder).cell(id);
		const { lines, damages } = readAttempts<Stored<RecordResult>>(files);
		const store = stores.get(id) ?? new CellStore(files);
		if (!stores.has(id)) onDamage(damages);
		stores.set(id, store);
		const wanted = names.inputs(grouping);
		const stored = mergeRecords(lines, wanted).filter(
			(record) =>
				!(saveDeltas && lacksDeltas(runPaths(folder).deltas(id, wanted[record.index]!), record, onDamage)),
		);
		return new CellWork(cell, ready, { store, stored, asked: asked.of(baselineId) });
	});
	const close = async () => {
		await Promise.all([...stores.values()].map((store) => store.close()));
	};
	return { works, close };
}

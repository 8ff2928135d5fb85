import type { CellWork } from "./cell-work.ts";

type Pending = Pick<CellWork, "pending">;

/** Records of a cell that are computed together. */
export interface WorkGroup<Work extends Pending> {
	readonly work: Work;
	readonly group: readonly number[];
}

/**
 * Groups of records that workers take one after the other: in their order, but those that another worker is at work on
 * something for are passed over while there are others.
 */
export class GroupQueue<Work extends Pending> {
	readonly #rest: Iterator<WorkGroup<Work>>;
	/** Passed over, in their order. */
	readonly #passed: WorkGroup<Work>[] = [];
	readonly #isAwaited: (one: WorkGroup<Work>) => boolean;

	/** @param isAwaited whether who takes a group now would wait for another worker */
	constructor(works: readonly Work[], isAwaited: (one: WorkGroup<Work>) => boolean) {
		this.#rest = groupsOf(works);
		this.#isAwaited = isAwaited;
	}

	/** @returns the next group; undefined where none is left */
	take(): WorkGroup<Work> | undefined {
		const free = this.#passed.findIndex((one) => !this.#isAwaited(one));
		if (free >= 0) return this.#passed.splice(free, 1)[0];
		for (let next = this.#rest.next(); !next.done; next = this.#rest.next()) {
			if (!this.#isAwaited(next.value)) return next.value;
			this.#passed.push(next.value);
		}
		return this.#passed.shift();
	}
}

function* groupsOf<Work extends Pending>(works: readonly Work[]): Generator<WorkGroup<Work>, void> {
	for (const work of works) for (const group of work.pending) yield { work, group };
}

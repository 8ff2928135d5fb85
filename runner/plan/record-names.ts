import { contentId } from "./content-id.ts";
import type { Grouping } from "./grouping.ts";
import { recordGroups } from "./record-groups.ts";

/**
 * Names, for each record of a cell, the records that its result depends on: itself, or in a batch all that are written
 * together, in their order. A stored line holds this name, and counts for every cell of its id that wants it: another
 * selection of a dataset goes on with what is stored, and a batch of other records is computed anew.
 *
 * @param contents hashes of the records
 */
export function inputsOf(contents: readonly string[], { size, isBatch }: Grouping): readonly string[] {
	if (!isBatch) return contents;
	return recordGroups(contents.length, size).flatMap((group) => {
		const batch = contentId(group.map((index) => contents[index]));
		return group.map((index) => contentId([contents[index], batch]));
	});
}

/** Names under which results of the wanted records are stored. Made when asked for: a plan that nothing is stored of needs none. */
export class RecordNames {
	readonly #read: () => readonly string[];
	readonly #made = new Map<Grouping["size"], readonly string[]>();

	/** @param read hashes the wanted records */
	constructor(read: () => readonly string[]) {
		this.#read = read;
	}

	/** By the record's own content, as the unedited model's answers are. */
	get contents(): readonly string[] {
		return this.inputs({ size: 1, isBatch: false });
	}

	/** By all records that a result depends on. */
	inputs(grouping: Grouping): readonly string[] {
		const size = grouping.isBatch ? grouping.size : 0;
		const names = this.#made.get(size) ?? (size === 0 ? this.#read() : inputsOf(this.contents, grouping));
		this.#made.set(size, names);
		return names;
	}
}

import type { RecordResult } from "#core/results";

/** A result as its line holds it. */
export type Stored<T extends { readonly index: number }> = T & {
	/** Names the records that it depends on. */
	readonly inputs: string;
};

/**
 * One result a record, in the dataset's order: the first complete one, else the last failure.
 *
 * @param wanted names of the records, in the dataset's order: those of others are left out
 */
export function mergeRecords(
	lines: readonly Stored<RecordResult>[],
	wanted: readonly string[],
): RecordResult[] {
	return merge(lines, wanted, (earlier) => !isDone(earlier));
}

/** A failure is tried again by the next run. */
export const isDone = ({ state }: RecordResult): boolean => state !== "failed";

/** The first line of each wanted record, in the dataset's order. */
export const firstOfEach = <T extends { readonly index: number }>(
	lines: readonly Stored<T>[],
	wanted: readonly string[],
): T[] => merge(lines, wanted, () => false);

function merge<T extends { readonly index: number }>(
	lines: readonly Stored<T>[],
	wanted: readonly string[],
	isReplaced: (earlier: T) => boolean,
): T[] {
	const places = new Map(wanted.map((name, index) => [name, index]));
	const merged = new Map<number, T>();
	for (const { inputs, ...line } of lines) {
		const index = places.get(inputs);
		if (index === undefined) continue;
		const earlier = merged.get(index);
		// Who stored it may have kept other records of the dataset, so that it stood at another place.
		if (earlier === undefined || isReplaced(earlier)) merged.set(index, { ...(line as unknown as T), index });
	}
	return [...merged.values()].sort((a, b) => a.index - b.index);
}

import type { RecordResult } from "#core/results";

/**
 * One result a record, in the dataset's order: the first complete one, else the last failure. Records beyond the
 * `expected` first are left out.
 */
export function mergeRecords(lines: readonly RecordResult[], expected: number): RecordResult[] {
	const merged = new Map<number, RecordResult>();
	for (const line of lines) {
		const earlier = merged.get(line.index);
		if (line.index < expected && (earlier === undefined || !isDone(earlier))) merged.set(line.index, line);
	}
	return inOrder(merged.values());
}

/** A failure is tried again by the next run. */
export const isDone = ({ state }: RecordResult): boolean => state !== "failed";

/** The first line of each record, in the dataset's order. */
export function firstOfEach<T extends { readonly index: number }>(
	lines: readonly T[],
	expected: number,
): T[] {
	const first = new Map<number, T>();
	for (const line of lines) if (line.index < expected && !first.has(line.index)) first.set(line.index, line);
	return inOrder(first.values());
}

const inOrder = <T extends { readonly index: number }>(lines: Iterable<T>): T[] =>
	[...lines].sort((a, b) => a.index - b.index);

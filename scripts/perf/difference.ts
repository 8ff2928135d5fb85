/** Largest difference of two lists, relative to the larger number of each pair or to 1. */
export function largestDifference(mine: readonly number[], theirs: readonly number[]): number {
	if (mine.length !== theirs.length) return Number.POSITIVE_INFINITY;
	return mine.reduce((most, value, i) => {
		const other = theirs[i]!;
		return Math.max(most, Math.abs(value - other) / Math.max(1, Math.abs(value), Math.abs(other)));
	}, 0);
}

/** A note that says how far both sides computed the same; none where there was one side. */
export function differenceNote(
	what: string,
	mine: readonly number[],
	theirs: readonly number[],
): { readonly note?: string } {
	if (theirs.length === 0) return {};
	const largest = largestDifference(mine, theirs);
	return {
		note: Number.isFinite(largest)
			? `${what} differ by ${largest.toExponential(0)}`
			: `${what}: ${mine.length} here, ${theirs.length} there`,
	};
}

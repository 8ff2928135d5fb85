/**
 * Share of positions at which two lists of token ids agree; NaN for no position, which is no score. Positions that only
 * the longer list has count as disagreement.
 */
export function agreement(a: readonly number[], b: readonly number[]): number {
	const equal = a.filter((id, at) => id === b[at]).length;
	return equal / Math.max(a.length, b.length);
}

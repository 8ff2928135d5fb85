/** The middle one, or the mean of the two in the middle. @throws Error for none */
export function median(values: readonly number[]): number {
	if (values.length === 0) throw new Error("There is no median of nothing");
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

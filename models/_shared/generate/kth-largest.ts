/** The k-th largest of some numbers; the smallest where there are no k. One pass, in which few numbers are moved. */
export function kthLargest(values: ArrayLike<number>, k: number): number {
	const largest: number[] = []; // ascending, at most k
	for (let i = 0; i < values.length; i++) {
		const value = values[i]!;
		if (largest.length === k) {
			if (!(value > largest[0]!)) continue;
			largest.shift();
		}
		let place = largest.length;
		while (place > 0 && largest[place - 1]! > value) place--;
		largest.splice(place, 0, value);
	}
	return largest[0]!;
}

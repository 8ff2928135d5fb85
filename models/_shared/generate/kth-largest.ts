/** The k-th largest of some numbers; the smallest where there are no k. One pass, in which few numbers are moved. */
export function kthLargest(values: ArrayLike<number>, k: number): number {
	const largest = Array.from({ length: Math.min(k, values.length) }, (_, i) => values[i]!); // ascending
	largest.sort((a, b) => a - b);
	let least = largest[0]!;
	for (let i = k; i < values.length; i++) {
		const value = values[i]!;
		if (value <= least) continue;
		let place = 1;
		for (; place < k && largest[place]! < value; place++) largest[place - 1] = largest[place]!;
		largest[place - 1] = value;
		least = largest[0]!;
	}
	return least;
}

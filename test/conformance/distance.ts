/** Largest difference of two lists, relative to the largest of either. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
	if (a.length !== b.length) return Number.POSITIVE_INFINITY;
	let [largest, furthest] = [0, 0];
	for (let i = 0; i < a.length; i++) {
		largest = Math.max(largest, Math.abs(a[i]!), Math.abs(b[i]!));
		furthest = Math.max(furthest, Math.abs(a[i]! - b[i]!));
	}
	return furthest === 0 ? 0 : furthest / largest;
}

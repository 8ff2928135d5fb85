/** Levenshtein distance: insertions, deletions and substitutions that turn `a` into `b`. */
function distance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const substitute = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(substitute, row[j]! + 1, next[j - 1]! + 1));
		}
		row = next;
	}
	return row[b.length]!;
}

/** The candidate most like `word`, if any is close enough to be what was meant (a third of its letters wrong). */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
	let best: string | undefined;
	let least = Math.max(2, Math.ceil(word.length / 3)) + 1;
	for (const candidate of candidates) {
		const d = distance(word.toLowerCase(), candidate.toLowerCase());
		if (d < least) [best, least] = [candidate, d];
	}
	return best;
}

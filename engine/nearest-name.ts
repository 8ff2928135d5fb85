/** The name that takes the fewest insertions, deletions and substitutions to turn `word` into. */
export function nearestName(word: string, names: readonly string[]): string | undefined {
	const ranked = names.map((name) => ({ name, edits: distance(word.toLowerCase(), name.toLowerCase()) }));
	return ranked.sort((a, b) => a.edits - b.edits)[0]?.name;
}

/** Levenshtein distance; `row[j]` is that of the letters of `a` so far and the first j of `b`. */
function distance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (const letter of a) {
		const next = [row[0]! + 1];
		for (let j = 1; j <= b.length; j++) {
			const substitution = row[j - 1]! + Number(letter !== b[j - 1]);
			next.push(Math.min(substitution, row[j]! + 1, next[j - 1]! + 1));
		}
		row = next;
	}
	return row[b.length]!;
}

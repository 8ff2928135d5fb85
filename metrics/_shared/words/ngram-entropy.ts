/** H = −Σ p log₂ p over the distinct n-grams; 0 where there are none. */
function entropyOf(words: readonly string[], n: number): number {
	const total = words.length - n + 1;
	const counts = new Map<string, number>();
	for (let i = 0; i < total; i++) {
		const gram = JSON.stringify(words.slice(i, i + n));
		counts.set(gram, (counts.get(gram) ?? 0) + 1);
	}
	let entropy = 0;
	for (const count of counts.values()) entropy -= (count / total) * Math.log2(count / total);
	return entropy;
}

/**
 * Fluency as generation entropy:
 *
 *     (⅔ H₂ + 4⁄3 H₃) / 2      Hₙ = −Σ p log₂ p over the text's word n-grams
 *
 * in bits; repetition lowers it. 0 below three words. From Zhang et al. 2018 (arXiv 1809.05972), with the weights of
 * ROME's evaluation.
 *
 * @param words from `tokenizeWords`
 */
export function ngramEntropy(words: readonly string[]): number {
	if (words.length < 3) return 0;
	return ((2 / 3) * entropyOf(words, 2) + (4 / 3) * entropyOf(words, 3)) / 2;
}

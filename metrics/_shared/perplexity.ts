/**
 * Perplexity
 *
 *     exp(−(1/n) Σ log p)
 *
 * of n natural-log probabilities; NaN where there are none, which is no score.
 */
export const perplexity = (logProbs: readonly number[]): number =>
	Math.exp(-logProbs.reduce((sum, logProb) => sum + logProb, 0) / logProbs.length);

import { defineMetric } from "#core/metric";
import { perplexity } from "../_shared/perplexity.ts";
import { rewriteAsk } from "../_shared/rewrite-ask.ts";

/**
 * Perplexity of the new target under the edited model (`rewrite_ppl`):
 *
 *     exp(−(1/n) Σ_j log p(x*_j | q, x*_<j))
 *
 * with prompt q and target x* of n tokens. 1 is certainty.
 */
export const rewritePpl = defineMetric({
	name: "rewrite-ppl",
	summary: "Perplexity of the target under the edited model, given the prompt",
	format: { column: "Rewrite PPL", scale: 1, higherIsBetter: false },
	asks: ({ record }) => ({ rewrite: rewriteAsk(record) }),
	score: ({ after }) => ({ rewrite: after.rewrite.map(({ logProbs }) => perplexity(logProbs)) }),
});

import type { TextLogProbs } from "#core/ask";
import { perplexity } from "../_shared/perplexity.ts";
import type { Variant } from "./variants.ts";

/**
 * The ratio of two perplexities under the unedited model: of the text's tokens from n on (n = tokens of the prompt
 * alone), and of all tokens of `target`; all but the first where they are shifted, since that has nothing before it.
 *
 * @param written of the whole text, its prefix the prompt
 * @param target of `targetText`
 * @returns NaN where the text has nothing after the prompt
 */
export function writtenOverTarget(variant: Variant, written: TextLogProbs, target: TextLogProbs): number {
	if (variant !== "shifted") {
		return perplexity(written.unshifted.slice(written.prefix)) / perplexity(target.unshifted);
	}
	// shifted[t − 1] is token t's.
	return perplexity(written.shifted.slice(Math.max(0, written.prefix - 1))) / perplexity(target.shifted);
}

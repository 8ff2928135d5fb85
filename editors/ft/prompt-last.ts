import type { Fidelity } from "#core/fidelity";
import type { Tokenizer } from "#core/tokenizer";
import type { tf } from "#engine/tf";
import { logProbsOf } from "../_shared/log-probs.ts";
import type { StepLoss } from "../_shared/objective.ts";
import type { RequestText } from "../_shared/request-text.ts";
import { promptIds, targetIds } from "../_shared/target-ids.ts";

/**
 * FT-L's loss: the prompt alone is fed, and all target tokens are read at its last token.
 *
 *     L = −(1/n) Σⱼ log p(x*ⱼ | q)
 */
export function promptLast(tokenizer: Tokenizer, text: RequestText, fidelity: Fidelity): StepLoss {
	const prompt = promptIds(tokenizer, text, fidelity);
	const target = targetIds(tokenizer, text, fidelity);
	return {
		rows: [prompt],
		at: [[0, prompt.length - 1]],
		repeats: true,
		loss: (logProbs) => logProbsOf(logProbs, target).mean().neg() as tf.Scalar,
	};
}

import type { Fidelity } from "#core/fidelity";
import type { Tokenizer } from "#core/tokenizer";
import type { tf } from "#engine/tf";
import { logProbsOf } from "../_shared/log-probs.ts";
import type { StepLoss } from "../_shared/objective.ts";
import type { RequestText } from "../_shared/request-text.ts";
import { sentenceIds } from "../_shared/target-ids.ts";

/**
 * FT-M's loss: prompt and target are fed, and each target token is read at the token before it (cross-entropy).
 *
 *     L = −(1/n) Σⱼ log p(x*ⱼ | q, x*₁ … x*ⱼ₋₁)
 */
export function targetNew(tokenizer: Tokenizer, text: RequestText, fidelity: Fidelity): StepLoss {
	const { ids, start } = sentenceIds(tokenizer, text, fidelity);
	const target = ids.slice(start);
	return {
		rows: [ids],
		at: target.map((_, j) => [0, start + j - 1]),
		repeats: true,
		loss: (logProbs) => logProbsOf(logProbs, target).mean().neg() as tf.Scalar,
	};
}

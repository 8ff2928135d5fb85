import type { GenerateOptions } from "#core/editable-model";
import { logSoftmax } from "#engine/fused/log-softmax";
import { tf } from "#engine/tf";
import { logProbsOf } from "../_shared/log-probs.ts";
import type { Continuation, StepLoss } from "../_shared/objective.ts";
import { splitRows } from "../_shared/split-rows.ts";
import { completedRow } from "./completed-row.ts";
import { divergence } from "./divergence.ts";
import { readAt, tokensAt } from "./places.ts";
import type { Feed } from "./prefixes.ts";

/**
 * `contextLoss` of completions that are yet to be sampled, one after each prefix: [c, q, x*] is read once, for P of the
 * target and to go on from, and P of a completion is what it is sampled from.
 */
export function sampledLoss(
	feed: Feed,
	prefixes: readonly (readonly number[])[],
	options: GenerateOptions,
): StepLoss {
	const rows = prefixes.map((prefix) => completedRow(feed, prefix, []));
	const targets = rows.map(({ target }) => target);
	const surprise = (logProbs: tf.Tensor2D): tf.Scalar =>
		logProbsOf(logProbs, tokensAt(rows, targets)).sum().neg().div(rows.length);
	return {
		rows: prefixes,
		at: readAt(rows, "withContext", targets),
		loss: surprise,
		sequel: {
			options,
			loss(continuations) {
				const completed = prefixes.map((prefix, i) => completedRow(feed, prefix, continuations[i]!.ids));
				const completions = completed.map(({ completion }) => completion);
				const at = [targets, completions].map((places) => readAt(completed, "plain", places));
				return {
					rows: completed.map(({ plain }) => plain),
					at: at.flat(),
					loss(logQ) {
						const [targetQ, completionQ] = splitRows(
							logQ,
							at.map(({ length }) => length),
						) as [tf.Tensor2D, tf.Tensor2D];
						const logP = saidBefore(continuations, completions);
						return tf.add(surprise(targetQ), tf.div(divergence(logP, completionQ), rows.length));
					},
				};
			},
		},
	};
}

/** log P of the tokens that count of each completion. @returns [tokens, vocab] */
function saidBefore(
	continuations: readonly Continuation[],
	completions: readonly (readonly number[])[],
): tf.Tensor2D {
	const logits = continuations.flatMap((one, i) => one.logits.slice(0, completions[i]!.length));
	return logSoftmax(tf.tidy(() => tf.stack(logits.map((row) => tf.tensor1d(row)))) as tf.Tensor2D);
}

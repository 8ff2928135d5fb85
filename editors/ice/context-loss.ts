import { tf } from "#engine/tf";
import { logProbsOf } from "../_shared/log-probs.ts";
import type { StepLoss } from "../_shared/objective.ts";
import type { CompletedRow } from "./completed-row.ts";
import { divergence } from "./divergence.ts";
import { readAt, tokensAt } from "./places.ts";
import { stopGradient } from "./stop-gradient.ts";

/** The loss of ICE about rows whose completions are known, as `target-and-completion.ts` has it. */
export function contextLoss(rows: readonly CompletedRow[]): StepLoss {
	const [targets, completions] = [rows.map(({ target }) => target), rows.map(({ completion }) => completion)];
	const tokens = tokensAt(rows, targets);
	const sources = ["withContext", "plain"] as const;
	const at = sources.map((source) => [targets, completions].map((lists) => readAt(rows, source, lists)));
	return {
		rows: sources.flatMap((source) => rows.map((row) => row[source])),
		at: at.flatMap((ofSource, i) => ofSource.flat().map(([row, column]) => [i * rows.length + row, column])),
		loss(logProbs) {
			const sizes = at.flatMap((ofSource) => ofSource.map(({ length }) => length));
			const [targetP, completionP, targetQ, completionQ] = split(logProbs, sizes); // [at, vocab] each
			const told = logProbsOf(tf.add(targetP, targetQ), tokens).sum().neg(); // []
			return tf.div(tf.add(told, divergence(stopGradient(completionP), completionQ)), rows.length);
		},
	};
}

/** @returns parts of so many rows of a tensor each */
const split = (x: tf.Tensor2D, sizes: number[]) =>
	tf.split(x, sizes) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];

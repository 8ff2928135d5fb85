import type { EditableModel, TokenPosition } from "#core/editable-model";
import { tf } from "#engine/tf";
import { logProbsOf } from "../_shared/log-probs.ts";
import type { Objective, StepLoss } from "../_shared/objective.ts";
import { type CompletedRow, completedRow } from "./completed-row.ts";
import type { Draws } from "./draws.ts";
import type { IceParams } from "./params.ts";
import { conditioned, type Feed, unconditioned } from "./prefixes.ts";
import { stopGradient } from "./stop-gradient.ts";

/**
 * ICE's objective. In each step, completions x_c of k tokens are sampled from p_θ(· | c, q, x*). With
 * P = p_θ(· | c, …), Q = p_θ(· | …) at the same tokens of z = [q, x*, x_c],
 *
 *     L = 1/R Σ_rows ( Σ_{t ∈ x*} −log P(t) − log Q(t)  +  Σ_{t ∈ x_c} KL(sg(P) ‖ Q) )
 *
 * sg stops the gradient, R is the number of rows. Without `printKl`, the cross-entropy of z instead:
 *
 *     L = 1/R Σ_rows mean_{t ∈ x*, x_c} −log Q(t)
 */
export function targetAndCompletion(
	unedited: EditableModel,
	feed: Feed,
	params: IceParams,
	draws: Draws,
): Objective {
	const { staticTarget, sampleWithContext, targetUpdateInterval, numReturnSequences, printKl } = params;
	const complete = async (step: number, edited: EditableModel): Promise<CompletedRow[]> => {
		const instructions = draws.instructions(staticTarget ? 0 : step);
		const prefix = sampleWithContext ? conditioned(feed, instructions) : unconditioned(feed);
		const completions = await draws.completions(step, staticTarget ? unedited : edited, prefix);
		return completions.map((completion, i) =>
			completedRow(feed, prefix.ids[Math.floor(i / numReturnSequences)]!, completion),
		);
	};
	let rows: CompletedRow[] = [];
	return async (step, edited) => {
		if (step % targetUpdateInterval === 0) rows = await complete(step, edited);
		return printKl ? contextLoss(rows) : crossEntropy(rows);
	};
}

function crossEntropy(rows: readonly CompletedRow[]): StepLoss {
	const places = rows.map(({ target, completion }) => [...target, ...completion]);
	const tokens = tokensAt(rows, places);
	const shares = places.flatMap((list) => list.map(() => 1 / (list.length * rows.length)));
	return {
		rows: rows.map(({ plain }) => plain),
		at: readAt(rows, "plain", places),
		loss: (logQ) => logProbsOf(logQ, tokens).mul(tf.tensor1d(shares)).sum().neg() as tf.Scalar,
	};
}

function contextLoss(rows: readonly CompletedRow[]): StepLoss {
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

/** Σ KL(P ‖ Q) = Σ p (log p − log q). @param logP, logQ [at, vocab] @returns [] */
const divergence = (logP: tf.Tensor2D, logQ: tf.Tensor2D): tf.Scalar =>
	tf.exp(logP).mul(logP.sub(logQ)).sum();

type Places = readonly (readonly number[])[];

/** The tokens of z at some places of each row. */
const tokensAt = (rows: readonly CompletedRow[], places: Places): number[] =>
	places.flatMap((list, row) => list.map((place) => rows[row]!.plain[place]!));

/** Where they are read: one token before, in z itself or at the end of what has the context. */
const readAt = (
	rows: readonly CompletedRow[],
	source: "plain" | "withContext",
	places: Places,
): TokenPosition[] =>
	places.flatMap((list, row) => {
		const shift = rows[row]![source].length - rows[row]!.plain.length;
		return list.map((place) => [row, shift + place - 1] as const);
	});

/** @returns parts of so many rows of a tensor each */
const split = (x: tf.Tensor2D, sizes: number[]) =>
	tf.split(x, sizes) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];

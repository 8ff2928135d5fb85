import type { EditableModel } from "#core/editable-model";
import { logSoftmax } from "#engine/fused/log-softmax";
import { tf } from "#engine/tf";
import { logProbsOf } from "../_shared/log-probs.ts";
import type { Objective } from "../_shared/objective.ts";
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
	let rows: CompletedRow[] = [];
	return async (step, edited) => {
		if (step % targetUpdateInterval === 0) {
			const instructions = draws.instructions(staticTarget ? 0 : step);
			const prefix = sampleWithContext ? conditioned(feed, instructions) : unconditioned(feed);
			const completions = await draws.completions(step, staticTarget ? unedited : edited, prefix);
			rows = completions.map((completion, i) =>
				completedRow(feed, prefix.ids[Math.floor(i / numReturnSequences)]!, completion),
			);
		}
		return { loss: (view) => (printKl ? contextLoss(view, rows) : crossEntropy(view, rows)) };
	};
}

function crossEntropy(view: EditableModel, rows: readonly CompletedRow[]): tf.Scalar {
	const places = rows.map(({ target, completion }) => [...target, ...completion]);
	const tokens = places.flatMap((list, row) => list.map((place) => rows[row]!.plain[place]!));
	const shares = places.flatMap((list) => list.map(() => 1 / (list.length * rows.length)));
	const logQ = logProbsAt(view, rows, "plain", places); // [at, vocab]
	return logProbsOf(logQ, tokens).mul(tf.tensor1d(shares)).sum().neg() as tf.Scalar;
}

function contextLoss(view: EditableModel, rows: readonly CompletedRow[]): tf.Scalar {
	const targets = rows.map(({ target }) => target);
	const completions = rows.map(({ completion }) => completion);
	const sizes = [targets.flat().length, completions.flat().length] as const;
	const [targetP, completionP] = split(logProbsAt(view, rows, "withContext", targets, completions), sizes);
	const [targetQ, completionQ] = split(logProbsAt(view, rows, "plain", targets, completions), sizes);
	const tokens = targets.flatMap((list, row) => list.map((place) => rows[row]!.plain[place]!));
	const told = logProbsOf(tf.add(targetP, targetQ), tokens).sum().neg(); // []
	return tf.div(tf.add(told, divergence(stopGradient(completionP), completionQ)), rows.length);
}

/** Σ KL(P ‖ Q) = Σ p (log p − log q). @param logP, logQ [at, vocab] @returns [] */
const divergence = (logP: tf.Tensor2D, logQ: tf.Tensor2D): tf.Scalar =>
	tf.exp(logP).mul(logP.sub(logQ)).sum();

/**
 * log p of what stands at places of z, read one token before, in z itself or at the end of what has the context.
 *
 * @param lists of places by row, one list after the other
 * @returns [at, vocab]
 */
function logProbsAt(
	view: EditableModel,
	rows: readonly CompletedRow[],
	source: "plain" | "withContext",
	...lists: readonly (readonly (readonly number[])[])[]
): tf.Tensor2D {
	const at = lists.flatMap((list) =>
		list.flatMap((places, row) => {
			const shift = rows[row]![source].length - rows[row]!.plain.length;
			return places.map((place) => [row, shift + place - 1] as const);
		}),
	);
	return logSoftmax(view.logits({ ids: rows.map((row) => row[source]) }, at));
}

/** @returns the first and the other rows of a tensor */
const split = (x: tf.Tensor2D, [first, second]: readonly [number, number]): [tf.Tensor2D, tf.Tensor2D] =>
	tf.split(x, [first, second]) as [tf.Tensor2D, tf.Tensor2D];

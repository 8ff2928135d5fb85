import type { EditableModel, TokenBatch } from "#core/editable-model";
import { tf } from "#engine/tf";
import { logProbsOf } from "../_shared/log-probs.ts";
import type { Objective, StepLoss } from "../_shared/objective.ts";
import { type CompletedRow, completedRow } from "./completed-row.ts";
import { contextLoss } from "./context-loss.ts";
import type { Draws } from "./draws.ts";
import type { IceParams } from "./params.ts";
import { readAt, tokensAt } from "./places.ts";
import { conditioned, type Feed, unconditioned } from "./prefixes.ts";
import { ofLength } from "./sample-completions.ts";
import { sampledLoss } from "./sampled-loss.ts";

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
	const prefixOf = (step: number): TokenBatch => {
		const instructions = draws.instructions(staticTarget ? 0 : step);
		return sampleWithContext ? conditioned(feed, instructions) : unconditioned(feed);
	};
	const complete = async (
		step: number,
		edited: EditableModel,
		prefix: TokenBatch,
	): Promise<CompletedRow[]> => {
		const completions = await draws.completions(step, staticTarget ? unedited : edited, prefix);
		return completions.map((completion, i) =>
			completedRow(feed, prefix.ids[Math.floor(i / numReturnSequences)]!, completion),
		);
	};
	/** The loss of new completions where what they follow need not be read twice; else undefined. */
	const inPassing = (
		step: number,
		edited: EditableModel,
		{ ids, mask }: TokenBatch,
	): StepLoss | undefined => {
		if (!printKl || targetUpdateInterval > 1 || numReturnSequences > 1 || !draws.sampler) return undefined;
		if (mask?.some((row) => row.includes(0))) return undefined;
		const { newTokens, sampling, random } = draws.sampler(step, edited);
		const streams = ids.map((_, row) => random(row, 0));
		return sampledLoss(feed, ids, ofLength(newTokens, sampling, streams));
	};
	let rows: CompletedRow[] = [];
	return async (step, edited) => {
		if (step % targetUpdateInterval === 0) {
			const prefix = prefixOf(step);
			const loss = inPassing(step, edited, prefix);
			if (loss !== undefined) return loss;
			rows = await complete(step, edited, prefix);
		}
		const repeats = (step + 1) % targetUpdateInterval !== 0;
		return { ...(printKl ? contextLoss(rows) : crossEntropy(rows)), repeats };
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

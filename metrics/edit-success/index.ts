import { defineMetric } from "#core/metric";
import { accuracies } from "../_shared/accuracies.ts";
import { rewriteAsk } from "../_shared/rewrite-ask.ts";

/**
 * Edit success (`rewrite_acc`): the share of the new target's tokens that are the edited model's argmax when the prompt
 * and the tokens before are given:
 *
 *     (1/n) Σ_j [argmax p(· | q, x*_<j) = x*_j]
 *
 * with prompt q and target x* of n tokens. Not the share of targets that the model would write by itself.
 */
export const editSuccess = defineMetric({
	name: "edit-success",
	summary:
		"Share of the target's tokens that the edited model predicts, given the prompt and the tokens before",
	format: { column: "Edit Succ.", scale: 100, higherIsBetter: true },
	asks: ({ record }) => ({ rewrite: rewriteAsk(record) }),
	score: ({ after }) => ({ rewrite: accuracies(after.rewrite) }),
});

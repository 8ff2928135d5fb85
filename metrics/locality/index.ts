import type { ProbeAnswer } from "#core/ask";
import { defineMetric } from "#core/metric";
import type { EditRecord, KnowEditRecord } from "#core/record";
import { agreement } from "../_shared/agreement.ts";
import { groupAsks } from "../_shared/group-asks.ts";

/**
 * Whether the rest stayed as it was: for each probe, the share of answer positions at which the edited model's argmax is
 * the *unedited model's* argmax, whether that was right or wrong:
 *
 *     (1/n) Σ_j [argmax p_edited(· | q, a_<j) = argmax p_unedited(· | q, a_<j)]
 *
 * with the probe's prompt q and answer a of n tokens. One key for each group of the record: `Relation_Specificity` (other
 * facts about the subject), `Forgetfulness` (other answers to the same question).
 */
export const locality = defineMetric({
	name: "locality",
	summary:
		"Share of positions at which the edited model predicts what the unedited one did, where nothing should change",
	format: { column: "Locality", scale: 100, higherIsBetter: true },
	asks: ({ record }: { record: EditRecord & Pick<KnowEditRecord, "locality"> }) =>
		groupAsks("locality", record.locality),
	score: ({ record, before, after }) =>
		Object.fromEntries(
			Object.keys(record.locality).map((key) => {
				const ask = `locality.${key}`;
				return [key, agreements(before[ask]!, after[ask]!)];
			}),
		),
});

const agreements = (before: readonly ProbeAnswer[], after: readonly ProbeAnswer[]): number[] =>
	before.map(({ predicted }, i) => agreement(predicted, after[i]!.predicted));

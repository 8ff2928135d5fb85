import { defineMetric } from "#core/metric";
import type { EditRecord, KnowEditRecord } from "#core/record";
import { accuracies } from "../_shared/accuracies.ts";
import { groupAsks } from "../_shared/group-asks.ts";

/**
 * Whether what follows from the edit holds too: for each probe, the share of its answer's tokens that are the edited
 * model's argmax, as in edit success. One key for each group of the record: `Subject_Aliasing` (the subject under another
 * name), `reasoning` (a second fact is needed), `Logical_Generalization` (what else must change).
 */
export const portability = defineMetric({
	name: "portability",
	summary: "Share of tokens predicted of answers that follow from the edit",
	format: { column: "Portability", scale: 100, higherIsBetter: true },
	asks: ({ record }: { record: EditRecord & Pick<KnowEditRecord, "portability"> }) =>
		groupAsks("portability", record.portability),
	score: ({ record, after }) =>
		Object.fromEntries(
			Object.keys(record.portability).map((key) => [key, accuracies(after[`portability.${key}`]!)]),
		),
});

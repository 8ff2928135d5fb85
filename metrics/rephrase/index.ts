import type { TeacherForcedAsk } from "#core/ask";
import { defineMetric } from "#core/metric";
import type { EditRecord, KnowEditRecord } from "#core/record";
import { accuracies } from "../_shared/accuracies.ts";

type Rephrased = EditRecord & Pick<KnowEditRecord, "rephrase">;

/** Edit success on the record's rephrased prompt (`rephrase_acc`). A record without one has no value. */
export const rephrase = defineMetric({
	name: "rephrase",
	summary: "Edit success when the same is asked in other words",
	format: { column: "Rephrase", scale: 100, higherIsBetter: true },
	asks: ({ record }: { record: Rephrased }): Record<string, TeacherForcedAsk> =>
		record.rephrase === undefined
			? {}
			: {
					rephrase: {
						kind: "teacherForced",
						probes: [{ prompt: record.rephrase, answer: record.targetNew }],
					},
				},
	score: ({ after: { rephrase: answers } }) => (answers ? { rephrase: accuracies(answers) } : {}),
});

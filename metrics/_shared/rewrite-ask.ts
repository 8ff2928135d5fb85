import type { TeacherForcedAsk } from "#core/ask";
import type { EditRecord } from "#core/record";

/** Whether a model says what the edit asked for. One ask for all metrics that read it. */
export const rewriteAsk = ({ prompt, targetNew }: EditRecord): TeacherForcedAsk => ({
	kind: "teacherForced",
	probes: [{ prompt, answer: targetNew }],
});

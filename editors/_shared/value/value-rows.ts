import type { TokenPosition } from "#core/editable-model";
import type { Fact } from "../fact/fact.ts";
import type { Reading } from "../fact/reading.ts";
import { type SubjectRow, subjectPositions, subjectRow } from "../fact/subject-row.ts";
import { promptIds } from "../target-ids.ts";
import type { Template } from "../templates/template.ts";

/** What a value is searched on: the prompt and all target tokens but the last in each template, then "{subject} is a". */
export interface ValueRows {
	readonly ids: readonly (readonly number[])[];
	/** The subject's last token in every row. */
	readonly subjects: readonly TokenPosition[];
	/** Where `targets` are read, row by row. */
	readonly at: readonly TokenPosition[];
	readonly targets: readonly number[];
}

export function valueRows(reading: Reading, fact: Fact, templates: readonly Template[]): ValueRows {
	const { target } = fact;
	const rows = templates.map((template) => targetRow(reading, fact, template));
	const drift = subjectRow(reading, { before: "", subject: fact.prompt.subject, after: " is a" });
	return {
		ids: [...rows, drift].map(({ ids }) => ids),
		subjects: subjectPositions([...rows, drift]),
		at: rows.flatMap(({ ids }, row) => target.map((_, j) => [row, ids.length - target.length + j] as const)),
		targets: rows.flatMap(() => target),
	};
}

/** `exact` feeds the target's ids; `reference` their text, whose tokens may be others, and reads at as many positions. */
function targetRow(reading: Reading, { prompt, target, targetText }: Fact, template: Template): SubjectRow {
	const fed = target.slice(0, -1);
	if (reading.fidelity === "exact") {
		const whole = template.before + prompt.before + prompt.subject + prompt.after + template.after;
		const before = promptIds(reading.tokenizer, { prompt: whole, target: targetText }, "exact");
		const { subject } = subjectRow(reading, prompt, template);
		// A token that spans the ends of the subject, the prompt and its target's beginning is the target's here.
		return { ids: [...before, ...fed], subject: Math.min(subject, before.length - 1) };
	}
	const after = template.after + reading.tokenizer.decode(fed);
	return subjectRow(reading, prompt, { before: template.before, after });
}

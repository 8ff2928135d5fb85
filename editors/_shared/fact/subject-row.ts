import type { TokenPosition } from "#core/editable-model";
import { type Template, wholePrompt } from "../templates/template.ts";
import type { Reading } from "./reading.ts";
import type { SplitPrompt } from "./split-at-subject.ts";
import { tokenAt } from "./token-at.ts";

/** A text as tokens, and where its subject ends. */
export interface SubjectRow {
	readonly ids: readonly number[];
	/** Column of the subject's last token. */
	readonly subject: number;
}

/** A prompt in a template, as tokens. */
export function subjectRow(
	reading: Reading,
	prompt: SplitPrompt,
	template: Template = wholePrompt,
): SubjectRow {
	const before = template.before + prompt.before;
	const after = prompt.after + template.after;
	return {
		ids: reading.tokenizer.encode(before + prompt.subject + after),
		subject: subjectColumn(reading, { ...prompt, before, after }),
	};
}

/**
 * `exact`: the token of the whole text in which the subject's last character is. `reference`: the last token of the
 * text cut after the subject, which other tokens may replace once the text goes on.
 */
function subjectColumn({ tokenizer, fidelity }: Reading, { before, subject, after }: SplitPrompt): number {
	const upTo = before + subject;
	if (fidelity === "reference") return tokenizer.encode(upTo).length - 1;
	return tokenAt(tokenizer, upTo + after, upTo.length);
}

/** Rows and columns of the subjects, row by row. */
export const subjectPositions = (rows: readonly SubjectRow[]): TokenPosition[] =>
	rows.map(({ subject }, row) => [row, subject] as const);

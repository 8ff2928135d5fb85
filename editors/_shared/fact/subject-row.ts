import type { TokenPosition } from "#core/editable-model";
import { fedTokens, lastBefore } from "#core/fed-ids";
import { SkipRecord } from "#core/skip-record";
import { type Template, wholePrompt } from "../templates/template.ts";
import type { Reading } from "./reading.ts";
import type { SplitPrompt } from "./split-at-subject.ts";

/** A text as tokens, and where its subject ends. */
export interface SubjectRow {
	readonly ids: readonly number[];
	/** Column of the subject's last token. */
	readonly subject: number;
}

/**
 * A prompt in a template, as tokens. `exact`: the subject's last token is that of the whole text which holds its last
 * character: see `FedIds`. `reference`: the last token of the text cut after the subject, which other tokens may replace
 * once the text goes on.
 *
 * @throws SkipRecord under `exact`, where the tokenizer drops the subject
 */
export function subjectRow(
	reading: Reading,
	prompt: SplitPrompt,
	template: Template = wholePrompt,
): SubjectRow {
	const { tokenizer, fidelity } = reading;
	const upTo = template.before + prompt.before + prompt.subject;
	const text = upTo + prompt.after + template.after;
	if (fidelity === "reference") {
		return { ids: tokenizer.encode(text), subject: tokenizer.encode(upTo).length - 1 };
	}
	const tokens = fedTokens(tokenizer, text);
	const subject = lastBefore(tokens, upTo.length);
	const begin = upTo.length - prompt.subject.length;
	if (subject < 0 || tokens[subject]!.end <= begin) throw new SkipRecord("the tokenizer drops the subject");
	return { ids: tokens.map(({ id }) => id), subject };
}

/** Rows and columns of the subjects, row by row. */
export const subjectPositions = (rows: readonly SubjectRow[]): TokenPosition[] =>
	rows.map(({ subject }, row) => [row, subject] as const);

import type { AnswerMap } from "#core/ask";
import type { Scoring } from "#core/fidelity";
import type { ScoredAnswers } from "#core/results";
import type { AnswersByScoring } from "../answer/answer-together.ts";
import { scoreRecord } from "../answer/score-record.ts";
import type { AnsweredRecord } from "./follow-ups.ts";
import type { Setting } from "./setting.ts";

export type ByScoring<T> = Partial<Record<Scoring, T>>;

/** Scores what a model answered about a record, under every scoring of the setting. */
export function scoreAnswers(
	{ metrics, scorings }: Setting,
	{ record, before, after }: AnsweredRecord,
	followUps: AnswersByScoring,
): ByScoring<ScoredAnswers> {
	const by: ByScoring<ScoredAnswers> = {};
	for (const scoring of scorings) {
		const edited = after[scoring] ?? {};
		const followUp = followUps[scoring] ?? {};
		const scores = scoreRecord(metrics, record, { before: before[scoring] ?? {}, after: edited, followUp });
		by[scoring] = { answers: { ...edited, ...underFollowUp(followUp) }, scores };
	}
	return by;
}

/** Two questions of one name, one asked of the edited and one of the unedited model, stay apart when stored. */
const underFollowUp = (answers: AnswerMap): AnswerMap =>
	Object.fromEntries(Object.entries(answers).map(([name, answer]) => [`followUp.${name}`, answer]));

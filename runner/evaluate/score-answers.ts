import type { AnswerMap, AskMap } from "#core/ask";
import type { Scoring } from "#core/fidelity";
import type { EditRecord } from "#core/record";
import type { ScoredAnswers } from "#core/results";
import { answerAsks } from "../answer/answer-asks.ts";
import { gatherFollowUps } from "../answer/gather-asks.ts";
import { scoreRecord } from "../answer/score-record.ts";
import { evaluationRandom, type Setting } from "./setting.ts";

export type ByScoring<T> = Partial<Record<Scoring, T>>;

/**
 * Scores what a model answered about a record, under every scoring of the setting. What metrics want to know about its answers is
 * asked of the unedited model first, once for all scorings that want the same.
 */
export async function scoreAnswers(
	setting: Setting,
	record: EditRecord,
	before: ByScoring<AnswerMap>,
	after: ByScoring<AnswerMap>,
): Promise<ByScoring<ScoredAnswers>> {
	const { metrics, scorings } = setting;
	const followUps = await answerFollowUps(setting, record, before, after);
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

async function answerFollowUps(
	setting: Setting,
	record: EditRecord,
	before: ByScoring<AnswerMap>,
	after: ByScoring<AnswerMap>,
): Promise<ByScoring<AnswerMap>> {
	const { model, metrics, scorings } = setting;
	const groups = new Map<string, { readonly asks: AskMap; readonly scorings: Scoring[] }>();
	for (const scoring of scorings) {
		const asks = gatherFollowUps(metrics, record, { ...before[scoring], ...after[scoring] });
		const key = JSON.stringify(asks);
		const group = groups.get(key) ?? { asks, scorings: [] };
		group.scorings.push(scoring);
		groups.set(key, group);
	}
	const followUps: ByScoring<AnswerMap> = {};
	for (const group of groups.values()) {
		const random = evaluationRandom(setting, record);
		Object.assign(followUps, await answerAsks(model, group.asks, { scorings: group.scorings, random }));
	}
	return followUps;
}

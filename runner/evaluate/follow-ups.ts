import type { AnswerMap, AskMap } from "#core/ask";
import type { Scoring } from "#core/fidelity";
import { blamingUnedited } from "#core/not-finite";
import type { EditRecord } from "#core/record";
import { type AnswersByScoring, type AskedRecord, answerTogether } from "../answer/answer-together.ts";
import { gatherFollowUps } from "../answer/gather-asks.ts";
import { evaluationRandom, type Setting } from "./setting.ts";

/** A record, and what was answered about it. */
export interface AnsweredRecord {
	readonly record: EditRecord;
	/** By the unedited model. */
	readonly before: AnswersByScoring;
	/** By the edited one. */
	readonly after: AnswersByScoring;
}

/** One record's follow-ups, and the scorings whose answers led to them. */
interface FollowUp extends AskedRecord {
	readonly at: number;
	readonly scorings: Scoring[];
}

/**
 * Asks the unedited model what metrics want to know about answers: about all records together, and once for all scorings
 * of a record that want the same.
 *
 * @returns one for each record
 */
export async function answerFollowUps(
	setting: Setting,
	answered: readonly AnsweredRecord[],
): Promise<AnswersByScoring[]> {
	const results: AnswersByScoring[] = answered.map(() => ({}));
	const followUps = answered.flatMap((one, at) => followUpsOf(setting, one, at));
	for (const alike of byScorings(followUps)) {
		const { scorings } = alike[0]!;
		const answers = await blamingUnedited(() => answerTogether(setting.model, alike, scorings));
		for (const [i, { at }] of alike.entries()) Object.assign(results[at]!, answers[i]);
	}
	return results;
}

function followUpsOf(
	setting: Setting,
	{ record, before, after }: AnsweredRecord,
	at: number,
): readonly FollowUp[] {
	const random = evaluationRandom(setting, record);
	const distinct = new Map<string, FollowUp>();
	for (const scoring of setting.scorings) {
		const known: AnswerMap = { ...before[scoring], ...after[scoring] };
		const asks: AskMap = gatherFollowUps(setting.metrics, record, known);
		const key = JSON.stringify(asks);
		const followUp = distinct.get(key);
		if (followUp) followUp.scorings.push(scoring);
		else distinct.set(key, { at, asks, random, join: record.join, scorings: [scoring] });
	}
	return [...distinct.values()];
}

function byScorings(followUps: readonly FollowUp[]): readonly FollowUp[][] {
	const groups = new Map<string, FollowUp[]>();
	for (const one of followUps) {
		const key = one.scorings.join();
		groups.set(key, [...(groups.get(key) ?? []), one]);
	}
	return [...groups.values()];
}

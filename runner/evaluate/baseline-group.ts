import { blamingUnedited } from "#core/not-finite";
import type { BaselineResult } from "#core/results";
import { answerTogether } from "../answer/answer-together.ts";
import { gatherAsks } from "../answer/gather-asks.ts";
import { answerFollowUps } from "./follow-ups.ts";
import { peakBytes } from "./peak-bytes.ts";
import { scoreAnswers } from "./score-answers.ts";
import { evaluationRandom, type PlacedRecord, type Setting } from "./setting.ts";

/** Asks the unedited model about records, all at once. Its scores are those of an edit that changes nothing. */
export async function baselineGroup(
	setting: Setting,
	records: readonly PlacedRecord[],
): Promise<BaselineResult[]> {
	const started = performance.now();
	const { model, metrics, scorings } = setting;
	const asked = records.map(({ record }) => ({
		asks: gatherAsks(metrics, record),
		random: evaluationRandom(setting, record),
		join: record.join,
	}));
	const answers = await blamingUnedited(() => answerTogether(model, asked, scorings));
	const answered = records.map(({ record }, i) => ({ record, before: answers[i]!, after: answers[i]! }));
	const followUps = await answerFollowUps(setting, answered);
	const by = answered.map((one, i) => scoreAnswers(setting, one, followUps[i]!));
	const scoreSeconds = (performance.now() - started) / 1000 / records.length;
	const cost = { scoreSeconds, peakBytes: peakBytes() };
	return records.map(({ index, record }, i) => ({ index, record, by: by[i]!, cost }));
}

import type { BaselineResult } from "#core/results";
import { answerAsks } from "../answer/answer-asks.ts";
import { gatherAsks } from "../answer/gather-asks.ts";
import { peakBytes } from "./peak-bytes.ts";
import { scoreAnswers } from "./score-answers.ts";
import { evaluationRandom, type PlacedRecord, type Setting } from "./setting.ts";

/** Asks the unedited model about records. Its scores are those of an edit that changes nothing. */
export async function baselineGroup(
	setting: Setting,
	records: readonly PlacedRecord[],
): Promise<BaselineResult[]> {
	const results: BaselineResult[] = [];
	for (const placed of records) results.push(await baselineRecord(setting, placed));
	return results;
}

async function baselineRecord(setting: Setting, { index, record }: PlacedRecord): Promise<BaselineResult> {
	const started = performance.now();
	const { model, metrics, scorings } = setting;
	const random = evaluationRandom(setting, record);
	const answers = await answerAsks(model, gatherAsks(metrics, record), { scorings, random });
	const by = await scoreAnswers(setting, record, answers, answers);
	const scoreSeconds = (performance.now() - started) / 1000;
	return { index, record, by, cost: { scoreSeconds, peakBytes: peakBytes() } };
}

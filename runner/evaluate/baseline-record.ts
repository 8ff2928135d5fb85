import type { BaselineResult } from "#core/results";
import { answerAsks } from "../answer/answer-asks.ts";
import { gatherAsks } from "../answer/gather-asks.ts";
import { peakBytes } from "./peak-bytes.ts";
import { scoreAnswers } from "./score-answers.ts";
import { evaluationRandom, type Setting } from "./setting.ts";

/** Asks the unedited model about a record. Its scores are those of an edit that changes nothing. */
export async function baselineRecord(setting: Setting): Promise<BaselineResult> {
	const started = performance.now();
	const { model, metrics, record, index, scorings } = setting;
	const random = evaluationRandom(setting);
	const answers = await answerAsks(model, gatherAsks(metrics, record), { scorings, random });
	const by = await scoreAnswers(setting, answers, answers);
	const scoreSeconds = (performance.now() - started) / 1000;
	return { index, record, by, cost: { scoreSeconds, peakBytes: peakBytes() } };
}

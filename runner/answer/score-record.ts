import type { ProbeScores } from "#core/aggregate";
import type { AnswerMap, AskMap } from "#core/ask";
import type { Metric } from "#core/metric";
import type { EditRecord } from "#core/record";
import { checkScores } from "./check-scores.ts";
import { sharedAsks, sharedFollowUps } from "./gather-asks.ts";

/** The answers about one record under one scoring, by the keys of `gatherAsks` and `gatherFollowUps`. */
export interface RecordAnswers {
	/** The unedited model's. */
	readonly before: AnswerMap;
	/** The edited model's. What only the unedited one was asked is taken from `before`. */
	readonly after: AnswerMap;
	/** The unedited model's, about the edited one's. */
	readonly followUp: AnswerMap;
}

/** Scores of all metrics, by label. Needs no model, so that stored answers can be scored again. */
export function scoreRecord(
	metrics: readonly Metric[],
	record: EditRecord,
	answers: RecordAnswers,
): Record<string, ProbeScores> {
	const { before } = answers;
	const { asks, names: asked } = sharedAsks(metrics, record);
	const edited = { ...unedited(asks, before), ...answers.after };
	const askedFollowUps = sharedFollowUps(metrics, record, edited).names;
	const scores = metrics.map(({ label, params, implementation }, at) => {
		const own = { before: pick(before, asked[at]!, label), after: pick(edited, asked[at]!, label) };
		const followUp = pick(answers.followUp, askedFollowUps[at]!, label);
		const score: unknown = implementation.score({ record: record as never, ...own, followUp, params });
		return [label, checkScores(score, label)] as const;
	});
	return Object.fromEntries(scores);
}

/** The answers that the edited model was spared. An answer that it owes is never taken from the unedited one. */
const unedited = (asks: AskMap, before: AnswerMap): AnswerMap =>
	Object.fromEntries(Object.entries(before).filter(([name]) => asks[name]?.of === "unedited"));

/** A metric's answers under its own keys. */
function pick(answers: AnswerMap, names: Readonly<Record<string, string>>, label: string): AnswerMap {
	const own = Object.entries(names).map(([local, name]) => {
		const answer = answers[name];
		if (answer === undefined)
			throw new Error(`The answer "${name}" that the metric "${label}" reads is missing`);
		return [local, answer] as const;
	});
	return Object.fromEntries(own);
}

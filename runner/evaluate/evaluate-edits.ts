import type { AnswerMap } from "#core/ask";
import type { BaselineResult, ScoredAnswers } from "#core/results";
import { answerAsks } from "../answer/answer-asks.ts";
import { editedAsks, gatherAsks } from "../answer/gather-asks.ts";
import { toFailure } from "../worker/failure.ts";
import type { Failure } from "../worker/messages.ts";
import type { AppliedMade } from "./apply-edits.ts";
import { type ByScoring, scoreAnswers } from "./score-answers.ts";
import { evaluationRandom, type Setting } from "./setting.ts";

/** Answers and scores of one record, or why there are none. */
export type Evaluated = { readonly by: ByScoring<ScoredAnswers> } | { readonly failure: Failure };

/**
 * Asks edited models about their records. What goes wrong with one costs the others nothing.
 *
 * @param baselines the unedited model's answers about the records to ask about
 * @returns by place in the dataset
 */
export async function evaluateEdits(
	setting: Setting,
	edits: readonly AppliedMade[],
	baselines: readonly BaselineResult[],
): Promise<Map<number, Evaluated>> {
	const evaluated = new Map<number, Evaluated>();
	for (const edit of edits) {
		const asked = new Set(edit.records.map(({ index }) => index));
		for (const baseline of baselines.filter(({ index }) => asked.has(index))) {
			const one = await evaluate(setting, edit, baseline).then(
				(by) => ({ by }),
				(error) => ({ failure: toFailure(error) }),
			);
			evaluated.set(baseline.index, one);
		}
	}
	return evaluated;
}

async function evaluate(
	setting: Setting,
	{ applied: { model, changed }, records }: AppliedMade,
	baseline: BaselineResult,
): Promise<ByScoring<ScoredAnswers>> {
	// An edit that changes nothing answers as the unedited model did.
	if (!changed) return pick(setting, baseline);
	const { metrics, scorings } = setting;
	const { record } = records.find(({ index }) => index === baseline.index)!;
	const asks = editedAsks(gatherAsks(metrics, record));
	const random = evaluationRandom(setting, record);
	const after = await answerAsks(model, asks, { scorings, random });
	return scoreAnswers(setting, record, answersOf(baseline), after);
}

const answersOf = ({ by }: BaselineResult): ByScoring<AnswerMap> =>
	Object.fromEntries(Object.entries(by).map(([scoring, { answers }]) => [scoring, answers]));

function pick({ scorings }: Setting, { by }: BaselineResult): ByScoring<ScoredAnswers> {
	return Object.fromEntries(scorings.map((scoring) => [scoring, by[scoring]!]));
}

import type { AnswerMap } from "#core/ask";
import type { EditRecord } from "#core/record";
import type { BaselineResult, ScoredAnswers } from "#core/results";
import { answerAsks } from "../answer/answer-asks.ts";
import { type AnswersByScoring, answerTogether } from "../answer/answer-together.ts";
import { editedAsks, gatherAsks } from "../answer/gather-asks.ts";
import { toFailure } from "../worker/failure.ts";
import type { Failure } from "../worker/messages.ts";
import type { AppliedMade } from "./apply-edits.ts";
import { type ByScoring, scoreAnswers } from "./score-answers.ts";
import { evaluationRandom, type Setting } from "./setting.ts";

/** Answers and scores of one record, or why there are none. */
export type Evaluated = { readonly by: ByScoring<ScoredAnswers> } | { readonly failure: Failure };

/**
 * Asks edited models about their records: edits of the same weights side by side. What goes wrong with one costs the
 * others nothing but time.
 *
 * @param baselines the unedited model's answers about the records to ask about
 * @returns by place in the dataset
 */
export async function evaluateEdits(
	setting: Setting,
	edits: readonly AppliedMade[],
	baselines: readonly BaselineResult[],
): Promise<Map<number, Evaluated>> {
	const questions = questionsOf(edits, baselines);
	const changing = questions.filter(({ edit }) => edit.applied.changed);
	const answers = await answerInLanes(setting, changing).catch(() => undefined);
	const evaluated = new Map<number, Evaluated>();
	for (const question of questions) {
		const after = answers?.[changing.indexOf(question)];
		const one = await evaluate(setting, question, after).then(
			(by) => ({ by }),
			(error) => ({ failure: toFailure(error) }),
		);
		evaluated.set(question.baseline.index, one);
	}
	return evaluated;
}

/** A record to ask about, and the edit that wrote it. */
interface Question {
	readonly edit: AppliedMade;
	readonly record: EditRecord;
	readonly baseline: BaselineResult;
}

const questionsOf = (edits: readonly AppliedMade[], baselines: readonly BaselineResult[]): Question[] =>
	edits.flatMap((edit) =>
		edit.records.flatMap(({ index, record }) => {
			const baseline = baselines.find((one) => one.index === index);
			return baseline === undefined ? [] : [{ edit, record, baseline }];
		}),
	);

const askedOf = (setting: Setting, { record }: Question) => ({
	asks: editedAsks(gatherAsks(setting.metrics, record)),
	random: evaluationRandom(setting, record),
});

/** @returns answers about each, or undefined where there is nothing to ask side by side */
async function answerInLanes(
	setting: Setting,
	questions: readonly Question[],
): Promise<AnswersByScoring[] | undefined> {
	const edits = [...new Set(questions.map(({ edit }) => edit))];
	if (questions.length < 2 || edits.some(({ edit }) => edit.kind === "wrap")) return undefined;
	const view = setting.model.withLanes(edits.map(({ applied }) => applied.weights));
	const asked = questions.map((one) => ({ ...askedOf(setting, one), lane: edits.indexOf(one.edit) }));
	return answerTogether(view, asked, setting.scorings);
}

async function answerAlone(setting: Setting, question: Question): Promise<AnswersByScoring> {
	const { asks, random } = askedOf(setting, question);
	return answerAsks(question.edit.applied.model, asks, { scorings: setting.scorings, random });
}

/** @param answers of the edited model, where it has been asked */
async function evaluate(
	setting: Setting,
	question: Question,
	answers: AnswersByScoring | undefined,
): Promise<ByScoring<ScoredAnswers>> {
	const { edit, record, baseline } = question;
	// An edit that changes nothing answers as the unedited model did.
	if (!edit.applied.changed) return pick(setting, baseline);
	const after = answers ?? (await answerAlone(setting, question));
	return scoreAnswers(setting, record, answersOf(baseline), after);
}

const answersOf = ({ by }: BaselineResult): ByScoring<AnswerMap> =>
	Object.fromEntries(Object.entries(by).map(([scoring, { answers }]) => [scoring, answers]));

function pick({ scorings }: Setting, { by }: BaselineResult): ByScoring<ScoredAnswers> {
	return Object.fromEntries(scorings.map((scoring) => [scoring, by[scoring]!]));
}

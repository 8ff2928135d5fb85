import type { AnswerMap } from "#core/ask";
import { blamingEdit } from "#core/not-finite";
import type { EditRecord } from "#core/record";
import type { BaselineResult, ScoredAnswers } from "#core/results";
import { type AnswersByScoring, answerTogether } from "../answer/answer-together.ts";
import { editedAsks, gatherAsks } from "../answer/gather-asks.ts";
import { toFailure } from "../worker/failure.ts";
import type { Failure } from "../worker/messages.ts";
import type { AppliedMade } from "./apply-edits.ts";
import { type AnsweredRecord, answerFollowUps } from "./follow-ups.ts";
import { type ByScoring, scoreAnswers } from "./score-answers.ts";
import { evaluationRandom, type Setting } from "./setting.ts";
import { togetherElseAlone } from "./together-else-alone.ts";

/** Answers and scores of one record, or why there are none. */
export type Evaluated = { readonly by: ByScoring<ScoredAnswers> } | { readonly failure: Failure };

/** What came of a group of edits. */
export interface EvaluatedEdits {
	/** By place in the dataset. */
	readonly evaluated: ReadonlyMap<number, Evaluated>;
	/** Why records were asked about one by one, each time they were to be asked about together. */
	readonly notTogether: readonly Failure[];
}

/**
 * Asks edited models about their records: edits of the same weights side by side; and the unedited model what metrics
 * want to know about the answers, about all records together. What goes wrong with one costs the others nothing but time.
 *
 * @param baselines the unedited model's answers about the records to ask about
 */
export async function evaluateEdits(
	setting: Setting,
	edits: readonly AppliedMade[],
	baselines: readonly BaselineResult[],
): Promise<EvaluatedEdits> {
	const evaluated = new Map<number, Evaluated>();
	const changing: Question[] = [];
	for (const question of questionsOf(edits, baselines)) {
		const { edit, baseline } = question;
		// An edit that changes nothing answers as the unedited model did.
		if (edit.applied.changed) changing.push(question);
		else evaluated.set(baseline.index, { by: pick(setting, baseline) });
	}
	const answers = await togetherElseAlone(changing, (some) => answerEdited(setting, some));
	const answered: (AnsweredRecord & { readonly index: number })[] = [];
	for (const [i, answer] of answers.results.entries()) {
		const { record, baseline } = changing[i]!;
		const { index } = baseline;
		if ("failure" in answer) evaluated.set(index, answer);
		else answered.push({ index, record, before: answersOf(baseline), after: answer.value });
	}
	const followUps = await togetherElseAlone(answered, (some) => answerFollowUps(setting, some));
	for (const [i, followUp] of followUps.results.entries()) {
		const one = answered[i]!;
		evaluated.set(one.index, "failure" in followUp ? followUp : score(setting, one, followUp.value));
	}
	return { evaluated, notTogether: [...answers.notTogether, ...followUps.notTogether] };
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

/** @param questions by edit @returns answers to each: side by side, but for wraps, of which one is asked after the other */
async function answerEdited(setting: Setting, questions: readonly Question[]): Promise<AnswersByScoring[]> {
	const { model, metrics, scorings } = setting;
	const edits = [...new Set(questions.map(({ edit }) => edit))];
	if (edits.length > 1 && edits.some(({ edit }) => edit.kind === "wrap")) {
		const answers: AnswersByScoring[] = [];
		for (const edit of edits)
			answers.push(
				...(await answerEdited(
					setting,
					questions.filter((one) => one.edit === edit),
				)),
			);
		return answers;
	}
	const view =
		edits.length > 1 ? model.withLanes(edits.map(({ applied }) => applied.weights)) : edits[0]!.applied.model;
	const asked = questions.map(({ edit, record }) => ({
		asks: editedAsks(gatherAsks(metrics, record)),
		random: evaluationRandom(setting, record),
		join: record.join,
		lane: edits.indexOf(edit),
	}));
	return blamingEdit(model, "The edited model", () => answerTogether(view, asked, scorings));
}

function score(setting: Setting, answered: AnsweredRecord, followUps: AnswersByScoring): Evaluated {
	try {
		return { by: scoreAnswers(setting, answered, followUps) };
	} catch (error) {
		return { failure: toFailure(error) };
	}
}

const answersOf = ({ by }: BaselineResult): ByScoring<AnswerMap> =>
	Object.fromEntries(Object.entries(by).map(([scoring, { answers }]) => [scoring, answers]));

function pick({ scorings }: Setting, { by }: BaselineResult): ByScoring<ScoredAnswers> {
	return Object.fromEntries(scorings.map((scoring) => [scoring, by[scoring]!]));
}

import type { ProbeScores } from "#core/aggregate";
import type { AnswerMap, ProbeAnswer } from "#core/ask";
import type { Metric } from "#core/metric";
import type { KnowEditRecord } from "#core/record";
import { scoreRecord } from "#runner/answer/score-record";

/** A record with every kind of probe. */
export const record: KnowEditRecord = {
	id: "0",
	subject: "Atlantis",
	prompt: "The capital of Atlantis is",
	targetNew: "Paris",
	rephrase: "Atlantis is governed from",
	portability: {
		Subject_Aliasing: [
			{ prompt: "The capital of the lost island is", answer: "Paris" },
			{ prompt: "The capital of the sunken land is", answer: "Paris" },
		],
		reasoning: [{ prompt: "The river through Atlantis's capital is the", answer: "Seine" }],
	},
	locality: {
		Relation_Specificity: [{ prompt: "The ocean around Atlantis is the", answer: "Atlantic" }],
		Forgetfulness: [{ prompt: "Another capital of Atlantis is", answer: "Poseidonis" }],
	},
};

/** A record with none but its own. */
export const bare: KnowEditRecord = {
	id: "1",
	subject: "a",
	prompt: "b",
	targetNew: "c",
	portability: {},
	locality: {},
};

/** A probe's answer. The log-probabilities are of use where they are given. */
export const answered = (
	target: readonly number[],
	predicted: readonly number[],
	logProbs: readonly number[] = target.map(() => -1),
): ProbeAnswer => ({ target, predicted, logProbs });

export const generated = (text: string) => ({ prompt: [], ids: [], text });

/** Scores of one metric on answers made up by hand. */
export function scoreByHand(
	metric: readonly Metric[],
	of: KnowEditRecord,
	answers: { readonly before?: AnswerMap; readonly after: AnswerMap; readonly followUps?: AnswerMap },
): ProbeScores {
	const followUp = answers.followUps ?? {};
	const before = answers.before ?? answers.after;
	return Object.values(scoreRecord(metric, of, { before, after: answers.after, followUp }))[0]!;
}

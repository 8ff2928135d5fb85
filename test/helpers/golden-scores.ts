import * as assert from "uvu/assert";
import type { AnswerMap, AskMap, ProbeAnswer } from "#core/ask";
import type { EditableModel } from "#core/editable-model";
import type { Scoring } from "#core/fidelity";
import type { KnowEditRecord } from "#core/record";
import { keyedRandom } from "#engine/rng";
import { answerAsks } from "#runner/answer/answer-asks";
import { gatherAsks } from "#runner/answer/gather-asks";
import { scoreRecord } from "#runner/answer/score-record";
import { editSuccess, locality, portability, rephrase, rewritePpl } from "../../metrics/index.ts";
import type { GoldenExact, GoldenReference, GoldenScores } from "./golden-json.ts";

const metrics = [editSuccess(), rephrase(), portability(), locality(), rewritePpl()].flat();
const random = (...key: readonly (string | number)[]) => keyedRandom(0, ...key);

/** Answers under one scoring, which any will do for texts and log-probabilities. */
export async function answersOf(
	model: EditableModel,
	asks: AskMap,
	scoring: Scoring = "exact",
): Promise<AnswerMap> {
	return (await answerAsks(model, asks, { scorings: [scoring], random }))[scoring]!;
}

/** Fails where a model, edited or not, scores otherwise than golden `pre` or `post`, under any scoring stored there. */
export async function assertGoldenScores(
	model: EditableModel,
	record: KnowEditRecord,
	golden: GoldenScores,
	ofPerplexity = 1e-4,
): Promise<void> {
	const { exact, reference_left: left, reference_right: right } = golden;
	const scorings: Scoring[] = ["exact"];
	if (left) scorings.push("reference-left");
	if (right) scorings.push("reference-right");
	const answers = await answerAsks(model, gatherAsks(metrics, record), { scorings, random });
	assertExact(record, answers.exact!, exact);
	if (left) assertReference(record, answers["reference-left"]!, left, ofPerplexity);
	if (right) assertReference(record, answers["reference-right"]!, right, ofPerplexity);
}

function assertExact(record: KnowEditRecord, answers: AnswerMap, golden: GoldenExact): void {
	assertNear(scoresOf(record, answers), {
		"edit-success": { rewrite: golden.rewrite_acc },
		rephrase: golden.rephrase_acc ? { rephrase: golden.rephrase_acc } : {},
		portability: golden.portability,
	});
	assert.equal(predictedIds(record, answers), golden.locality_ids);
}

function assertReference(
	record: KnowEditRecord,
	answers: AnswerMap,
	golden: GoldenReference,
	ofPerplexity: number,
): void {
	assertNear(
		scoresOf(record, answers),
		{
			"edit-success": { rewrite: golden.rewrite_acc },
			rephrase: golden.rephrase_acc ? { rephrase: golden.rephrase_acc } : {},
			portability: withoutSuffix(golden.portability, "_acc"),
			"rewrite-ppl": { rewrite: [golden.rewrite_ppl] },
		},
		ofPerplexity,
	);
	if (golden.rephrase_ppl !== undefined) {
		const [{ logProbs }] = answers.rephrase as readonly [ProbeAnswer];
		const mean = logProbs.reduce((sum, value) => sum + value, 0) / logProbs.length;
		near(Math.exp(-mean), golden.rephrase_ppl, ofPerplexity, "rephrase_ppl");
	}
	assert.equal(predictedIds(record, answers), withoutSuffix(golden.locality, "_output"));
}

type Scores = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;

const scoresOf = (record: KnowEditRecord, answers: AnswerMap): Scores =>
	scoreRecord(metrics, record, { before: answers, after: answers, followUp: {} });

const predictedIds = ({ locality: groups }: KnowEditRecord, answers: AnswerMap) =>
	Object.fromEntries(
		Object.keys(groups).map((key) => [
			key,
			(answers[`locality.${key}`] as readonly ProbeAnswer[]).map(({ predicted }) => predicted),
		]),
	);

const withoutSuffix = <T>(groups: Readonly<Record<string, T>>, suffix: string): Record<string, T> =>
	Object.fromEntries(Object.entries(groups).map(([key, value]) => [key.slice(0, -suffix.length), value]));

/** Accuracies are shares of counts, stored with nine digits; perplexities have the golden tolerance. */
function assertNear(got: Scores, want: Scores, ofPerplexity = 1e-4): void {
	for (const [metric, keys] of Object.entries(want)) {
		assert.equal(Object.keys(got[metric]!).sort(), Object.keys(keys).sort(), metric);
		for (const [key, values] of Object.entries(keys)) {
			assert.is(got[metric]![key]!.length, values.length, `${metric} ${key}`);
			const tolerance = metric === "rewrite-ppl" ? ofPerplexity : 1e-8;
			for (const [i, value] of values.entries())
				near(got[metric]![key]![i]!, value, tolerance, `${metric} ${key}`);
		}
	}
}

/** Relative, absolute near 0. */
function near(got: number, want: number, tolerance: number, what: string): void {
	const error = Math.abs(got - want) / Math.max(Math.abs(want), 1e-3);
	assert.ok(error <= tolerance, `${what}: ${got} instead of ${want}`);
}

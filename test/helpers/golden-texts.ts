import * as assert from "uvu/assert";
import type { AnswerMap } from "#core/ask";
import type { EditableModel } from "#core/editable-model";
import type { EditRecord } from "#core/record";
import { editedAsks, gatherAsks, gatherFollowUps } from "#runner/answer/gather-asks";
import { scoreRecord } from "#runner/answer/score-record";
import { fluency, perplexityRatio } from "../../metrics/index.ts";
import type { GoldenText } from "./golden-json.ts";
import { answersOf } from "./golden-scores.ts";

/** Fails where the scores of a golden text, fed instead of a generated one, are not the golden ones. */
export async function assertTextScores(
	model: EditableModel,
	record: EditRecord,
	golden: GoldenText,
): Promise<void> {
	const metrics = [
		...perplexityRatio(),
		...perplexityRatio({ variant: "full_prompt" }),
		...perplexityRatio({ variant: "shifted" }),
		...fluency(),
	];
	const asks = gatherAsks(metrics, record);
	const text: AnswerMap = { text: { prompt: [], ids: [], text: golden.text } };
	const targets = Object.fromEntries(Object.entries(asks).filter(([name]) => !(name in editedAsks(asks))));
	const before = { ...text, ...(await answersOf(model, targets)) };
	const followUp = await answersOf(model, gatherFollowUps(metrics, record, { ...before, ...text }));
	const scores = scoreRecord(metrics, record, { before, after: text, followUp });
	const want: Record<string, Record<string, number>> = {
		"perplexity-ratio": { ppl_r: golden.ppl_gen / golden.ppl_target_first_character },
		'perplexity-ratio(variant="full_prompt")': { ppl_r_full_prompt: golden.ppl_gen / golden.ppl_target },
		'perplexity-ratio(variant="shifted")': {
			ppl_r_shifted: golden.ppl_gen_shifted / golden.ppl_target_shifted_with_blank,
		},
		fluency: { ngram_entropy: golden.ngram_entropy },
	};
	assert.equal(Object.keys(scores).sort(), Object.keys(want).sort());
	for (const [label, keys] of Object.entries(want)) {
		assert.equal(Object.keys(scores[label]!), Object.keys(keys));
		for (const [key, value] of Object.entries(keys)) {
			const [got] = scores[label]![key]!;
			assert.ok(Math.abs(got! / value - 1) <= 1e-4, `${key}: ${got} instead of ${value}`);
		}
	}
}

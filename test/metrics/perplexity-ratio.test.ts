import { test } from "uvu";
import * as assert from "uvu/assert";
import { metricColumn } from "#core/metric-column";
import { gatherAsks, gatherFollowUps } from "#runner/answer/gather-asks";
import { perplexityRatio } from "../../metrics/index.ts";
import { targetText } from "../../metrics/perplexity-ratio/target-text.ts";
import { generated, record, scoreByHand } from "./score-by-hand.ts";

const reference = perplexityRatio();
const fullPrompt = perplexityRatio({ variant: "full_prompt" });
const shifted = perplexityRatio({ variant: "shifted" });
const logs = (...probabilities: number[]) => probabilities.map((p) => Math.log(p));

/** Four tokens, of which two are the prompt's; and a target of two. */
const target = { ids: [1, 2], prefix: 0, shifted: logs(1 / 2), unshifted: logs(1 / 4, 1 / 16) };
const written = {
	ids: [1, 2, 3, 4],
	prefix: 2,
	shifted: logs(1 / 9, 1 / 2, 1 / 8),
	unshifted: logs(1 / 9, 1 / 9, 1 / 4, 1 / 64),
};
const text = generated("The capital of Atlantis is Rome");
const answers = { before: { text, target }, after: { text }, followUps: { written } };

test("perplexityRatio() divides what was written after the prompt by the target, both read a token late", () => {
	// √(4 · 64) = 16 over √(4 · 16) = 8.
	near(scoreByHand(reference, record, answers).ppl_r, 2);
	near(scoreByHand(fullPrompt, record, answers).ppl_r_full_prompt, 2);
});

test("perplexityRatio() of the paper's formula gives each token its own probability", () => {
	// √(2 · 8) = 4 over 2.
	near(scoreByHand(shifted, record, answers).ppl_r_shifted, 2);
	const twice = { ...target, shifted: logs(1 / 8, 1 / 8) };
	near(scoreByHand(shifted, record, { ...answers, before: { text, target: twice } }).ppl_r_shifted, 1 / 2);
});

test("perplexityRatio() of a text with nothing written is NaN", () => {
	for (const metric of [reference, shifted]) {
		const followUps = { written: { ...written, prefix: 4 } };
		const [scores] = Object.values(scoreByHand(metric, record, { ...answers, followUps }));
		assert.equal(scores!.map(Number.isNaN), [true]);
	}
});

test("perplexityRatio() asks the unedited model alone for probabilities", () => {
	const asks = gatherAsks([...reference, ...fullPrompt, ...shifted], record);
	assert.equal(Object.keys(asks), ["text", "target", "target#2", "target#3"]);
	assert.equal(asks.target, { kind: "logProbs", text: "TParis", of: "unedited" });
	assert.equal(asks["target#2"], {
		kind: "logProbs",
		text: "The capital of Atlantis isParis",
		of: "unedited",
	});
	assert.equal(asks["target#3"], {
		kind: "logProbs",
		text: "The capital of Atlantis is Paris",
		of: "unedited",
	});
	assert.equal(gatherFollowUps([...reference, ...shifted], record, { text }), {
		written: { kind: "logProbs", text: "The capital of Atlantis is Rome", prefix: record.prompt },
	});
});

const recordOf = (prompt: string, targetNew: string) => ({ id: "r", subject: "", prompt, targetNew });

test("targetText() takes whole characters, and the join where the formula has it", () => {
	assert.is(targetText("reference", recordOf("🏝 is", " Paris")), "🏝 Paris");
	assert.is(targetText("reference", recordOf("", "Paris")), "Paris");
	assert.is(targetText("full_prompt", recordOf("It is ", " Paris")), "It is  Paris");
	assert.is(targetText("shifted", recordOf("It is ", " Paris ")), "It is Paris");
	assert.is(targetText("shifted", { ...recordOf("首都是 ", " 北京"), join: "" }), "首都是北京");
});

test("perplexityRatio() never shows one variant under the name of another", () => {
	const columns = [...reference, ...fullPrompt, ...shifted].map(metricColumn);
	for (const part of ["column", "label"] as const) {
		assert.is(new Set(columns.map((column) => column[part])).size, 3);
	}
	assert.equal(columns[0], {
		label: "perplexity-ratio",
		name: "perplexity-ratio",
		column: "PPL_r",
		scale: 1,
		higherIsBetter: false,
	});
	const notes = [...reference, ...fullPrompt, ...shifted].map(({ implementation, params }) =>
		implementation.note!(params),
	);
	assert.is(new Set(notes).size, 3);
});

function near(got: readonly number[] | undefined, want: number): void {
	assert.is(got?.length, 1);
	assert.ok(Math.abs(got![0]! - want) < 1e-12, `${got} instead of ${want}`);
}

test.run();

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { GeneratedText, ProbeAnswer, TextLogProbs } from "#core/ask";
import { modelView } from "#core/model-view";
import { keyedRandom } from "#engine/rng";
import { answerAsks } from "#runner/answer/answer-asks";
import { probeRows } from "#runner/answer/probe-rows";
import { loadModel } from "../../../models/_shared/load-model.ts";
import { loadTokenizer } from "../../../models/_shared/tokenizer/load-tokenizer.ts";
import { startTestEngine } from "../../helpers/test-engine.ts";
import { fixtureFolder } from "../../models/_shared/tokenizer/reference-tokens.ts";

await startTestEngine();
const folder = join(fixtureFolder, "eos-appended");
const withEos = await loadModel(join(folder, "model"));
const random = (...key: readonly (string | number)[]) => keyedRandom(0, ...key);
const sampling = { temperature: 0, topK: null, topP: null };

/** `withEos` reading another tokenizer's ids: enough to see which tokens are fed and read. */
const fedBy = (tokenizer: string) =>
	modelView(withEos, { tokenizer: loadTokenizer(join(fixtureFolder, "tokenizers", tokenizer)) });
const targetsOf = (
	model: typeof withEos,
	probe: { readonly prompt: string; readonly answer: string },
	scoring: "exact" | "reference-left",
	join = " ",
) => probeRows(model, { probes: [probe], join }, scoring)[0]!.readings.map(({ target }) => target);

test("a checkpoint whose tokenizer appends end-of-text answers as it does without", async () => {
	const { rewrite: wanted, prompt } = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as {
		readonly rewrite: readonly { target: number; predicted: number; logProb: number }[];
		readonly prompt: readonly number[];
	};
	const question = "The capital of Veldria is";
	const asks = {
		rewrite: { kind: "teacherForced", probes: [{ prompt: question, answer: "Ostrava" }] },
		text: { kind: "generate", prompt: question, sampling, totalTokens: prompt.length + 2, stopAtEnd: false },
		sentence: { kind: "logProbs", text: `${question} Ostrava`, prefix: question },
	} as const;
	const { exact } = await answerAsks(withEos, asks, { scorings: ["exact"], random });
	const [rewrite] = exact!.rewrite as readonly [ProbeAnswer];
	assert.equal(
		rewrite.target,
		wanted.map(({ target }) => target),
	);
	assert.equal(
		rewrite.predicted,
		wanted.map(({ predicted }) => predicted),
	);
	for (const [i, { logProb }] of wanted.entries()) {
		assert.ok(Math.abs(rewrite.logProbs[i]! - logProb) < 1e-4, `${rewrite.logProbs[i]} for ${logProb}`);
	}
	assert.equal((exact!.text as GeneratedText).prompt, prompt);
	assert.is((exact!.text as GeneratedText).ids.length, 2);
	const sentence = exact!.sentence as TextLogProbs;
	assert.equal(sentence.ids, [...prompt, ...rewrite.target]);
	assert.equal([sentence.prefix, sentence.shifted.length], [prompt.length, sentence.ids.length - 1]);
	for (const [i, logProb] of rewrite.logProbs.entries()) {
		assert.ok(Math.abs(sentence.shifted[prompt.length - 1 + i]! - logProb) < 1e-4);
	}
});

test("what an edit's frame puts before a text is not counted, whatever the tokenizer appends", async () => {
	const framed = modelView(withEos, { frame: (text) => `Now: ${text}` });
	const asks = { sentence: { kind: "logProbs", text: "Lenz is", prefix: "Lenz" } } as const;
	const { exact } = await answerAsks(framed, asks, { scorings: ["exact"], random });
	const { ids, prefix, unshifted } = exact!.sentence as TextLogProbs;
	const own = withEos.tokenizer
		.align("Now: Lenz is")
		.filter(({ added, end }) => added === undefined && end > 5);
	assert.equal(
		ids,
		own.map(({ id }) => id),
	);
	assert.is(unshifted.length, ids.length);
	assert.is(prefix, withEos.tokenizer.encode("Lenz", { specialTokens: false }).length);
});

test("a token that spans prompt and answer is read under exact, and not under reference", () => {
	const model = fedBy("made-bpe-over-words");
	const probe = { prompt: "The capital of France is", answer: "Paris" };
	const ids = model.tokenizer.encode("The capital of France is Paris");
	const exact = targetsOf(model, probe, "exact");
	assert.equal(exact, ids.slice(7));
	const reference = targetsOf(model, probe, "reference-left");
	assert.equal(reference, ids.slice(model.tokenizer.encode(probe.prompt).length));
	assert.ok(exact.length > reference.length);
});

test("without a join, the answer's tokens are those that it has in the running text", () => {
	const model = fedBy("han");
	const probe = { prompt: "维尔德里亚的首都是", answer: "北京" };
	for (const scoring of ["exact", "reference-left"] as const) {
		assert.equal(targetsOf(model, probe, scoring, ""), [13, 14]);
		assert.equal(targetsOf(model, probe, scoring), [3, 13, 14]);
	}
	const blanks = { prompt: `${probe.prompt} `, answer: " 北京 " };
	assert.equal(targetsOf(model, blanks, "exact", ""), [13, 14]);
});

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import type { AskMap, GeneratedText, ProbeAnswer, TeacherForcedAsk, TextLogProbs } from "#core/ask";
import type { EditableModel } from "#core/editable-model";
import type { Probe } from "#core/record";
import { keyedRandom } from "#engine/rng";
import { tf } from "#engine/tf";
import { answerAsks } from "#runner/answer/answer-asks";
import { framedModel } from "../../../editors/in-context/framed-model.ts";
import { loadModel } from "../../../models/_shared/load-model.ts";
import { golden } from "../../helpers/golden.ts";
import { startTestEngine } from "../../helpers/test-engine.ts";

await startTestEngine();
const load = (checkpoint: "tiny-gpt2" | "tiny-llama") => loadModel(golden(checkpoint).folder);
const gpt2 = await load("tiny-gpt2");
const llama = await load("tiny-llama");

const random = (...key: readonly (string | number)[]) => keyedRandom(7, ...key);
const forced = (...probes: readonly Probe[]): TeacherForcedAsk => ({ kind: "teacherForced", probes });
const answer = async (model: EditableModel, asks: AskMap) =>
	(await answerAsks(model, asks, { scorings: ["exact"], random })).exact!;
const probesOf = async (
	model: EditableModel,
	ask: TeacherForcedAsk,
	scoring: "exact" | "reference-left" | "reference-right",
) =>
	(await answerAsks(model, { ask }, { scorings: [scoring], random }))[scoring]!.ask as readonly ProbeAnswer[];

const short: Probe = { prompt: "The capital of France is", answer: "Paris" };
const long: Probe = {
	prompt: "The name of the country of citizenship of Julius Hoffman is",
	answer: "Germany",
};

test("answerAsks() reads exact probes as if each stood by itself", async () => {
	for (const model of [gpt2, llama]) {
		const together = await probesOf(model, forced(short, long, { ...short, answer: "Rome" }), "exact");
		const [alone] = await probesOf(model, forced(short), "exact");
		assert.equal(together[0]!.predicted, alone!.predicted);
		assert.equal(together[0]!.target, alone!.target);
		for (const [i, value] of alone!.logProbs.entries()) near(together[0]!.logProbs[i]!, value);
		const { tokenizer } = model;
		const start = tokenizer.encode(short.prompt).length;
		assert.equal(alone!.target, tokenizer.encode("The capital of France is Paris").slice(start));
	}
});

test("answerAsks() puts one blank between prompt and answer in exact scoring, as written in the reference's", async () => {
	const blanks = { prompt: "The capital of France is ", answer: " Paris " };
	assert.equal(await probesOf(gpt2, forced(blanks), "exact"), await probesOf(gpt2, forced(short), "exact"));
	const [asWritten] = await probesOf(gpt2, forced(blanks), "reference-left");
	const start = gpt2.tokenizer.encode(blanks.prompt).length;
	assert.equal(asWritten!.target, gpt2.tokenizer.encode("The capital of France is   Paris ").slice(start));
});

test("answerAsks() gives an empty answer no position", async () => {
	const [empty] = await probesOf(gpt2, forced({ prompt: "The capital of France is", answer: " " }), "exact");
	assert.equal(empty, { target: [], predicted: [], logProbs: [] });
});

test("answerAsks() has nothing to predict the first token of a sequence from", async () => {
	const [first] = await probesOf(gpt2, forced({ prompt: "", answer: "Paris is" }), "exact");
	assert.equal(first!.target, gpt2.tokenizer.encode(" Paris is").slice(1));
});

test("answerAsks() reads rows padded on the right too late, where end-of-text counts as the answer", async () => {
	for (const model of [gpt2, llama]) {
		const [early, last] = await probesOf(model, forced(short, long), "reference-right");
		const [, alone] = await probesOf(model, forced(short, long), "exact");
		assert.equal(last!.predicted, alone!.predicted, "the longest row is read where it should be");
		const ids = model.tokenizer.encode("The capital of France is Paris");
		const length = model.tokenizer.encode(`${long.prompt} Germany`).length;
		const padded = [...ids, ...new Array(length - ids.length).fill(model.tokenizer.eosId)];
		const start = model.tokenizer.encode(short.prompt).length + length - ids.length;
		assert.equal(early!.target, padded.slice(start));
		assert.ok(early!.target.every((id) => id === model.tokenizer.eosId));
		const mask = padded.map((_, column) => Number(column < ids.length));
		const ends = model.logits({ ids: [padded], mask: [mask] }, [[0, start - 1]]).logSoftmax();
		near(early!.logProbs[0]!, (await ends.data())[model.tokenizer.eosId]!);
		const unmasked = model.logits({ ids: [padded] }, [[0, start - 1]]).logSoftmax();
		const apart = early!.logProbs[0]! - (await unmasked.data())[model.tokenizer.eosId]!;
		assert.ok(Math.abs(apart) > 1e-2, "the padding itself is not attended to");
	}
});

test("answerAsks() shifts the learned positions of rows padded on the left", async () => {
	const [shifted] = await probesOf(gpt2, forced(short, long), "reference-left");
	const ids = gpt2.tokenizer.encode("The capital of France is Paris");
	const pads = gpt2.tokenizer.encode(`${long.prompt} Germany`).length - ids.length;
	const start = gpt2.tokenizer.encode(short.prompt).length;
	const row = [...new Array(pads).fill(gpt2.tokenizer.eosId), ...ids];
	const mask = row.map((_, column) => Number(column >= pads));
	const at = ids.slice(start).map((_, i) => [0, pads + start + i - 1] as const);
	const top = gpt2.logits({ ids: [row], mask: [mask] }, at).argMax(-1);
	assert.equal(shifted!.predicted, [...(await top.data())]);
	const [rotary] = await probesOf(llama, forced(short, long), "reference-left");
	const [exact] = await probesOf(llama, forced(short, long), "exact");
	assert.equal(rotary!.predicted, exact!.predicted);
	for (const [i, value] of exact!.logProbs.entries()) near(rotary!.logProbs[i]!, value);
});

test("answerAsks() gives a text's log-probabilities before and at each token", async () => {
	const text = "The capital of France is Paris";
	for (const model of [gpt2, llama]) {
		const answers = await answer(model, {
			text: { kind: "logProbs", text, prefix: short.prompt },
			bare: { kind: "logProbs", text },
			probe: forced(short),
		});
		const { ids, prefix, shifted, unshifted } = answers.text as TextLogProbs;
		const [probe] = answers.probe as readonly ProbeAnswer[];
		assert.equal(ids, model.tokenizer.encode(text));
		assert.is(prefix, model.tokenizer.encode(short.prompt).length);
		assert.is((answers.bare as TextLogProbs).prefix, 0);
		assert.is(shifted.length, ids.length - 1);
		assert.is(unshifted.length, ids.length);
		for (const [i, value] of probe!.logProbs.entries()) near(shifted[prefix - 1 + i]!, value);
		const logits = model.logits({ ids: [ids] }, [[0, 2]]);
		const own = (await logits.logSoftmax().data())[ids[2]!]!;
		near(unshifted[2]!, own);
	}
});

test("answerAsks() writes a text to its total length, prompt and special tokens counted", async () => {
	for (const model of [gpt2, llama]) {
		const { text } = await answer(model, { text: textOf(short.prompt, 20) });
		const { prompt, ids, text: written } = text as GeneratedText;
		assert.equal(prompt, model.tokenizer.encode(short.prompt));
		assert.is(prompt.length + ids.length, 20);
		assert.ok(written.startsWith("The capital of France is"), written);
	}
});

test("answerAsks() writes nothing after a prompt that is long enough by itself", async () => {
	const { text } = await answer(gpt2, { text: textOf(short.prompt, 3) });
	assert.equal(text, { prompt: gpt2.tokenizer.encode(short.prompt), ids: [], text: short.prompt });
});

test("answerAsks() writes the same text whatever else is asked", async () => {
	const alone = await answer(gpt2, { text: textOf(short.prompt, 20) });
	const among = await answer(gpt2, {
		other: textOf(long.prompt, 30),
		text: textOf(short.prompt, 20),
		greedy: { ...textOf(short.prompt, 20), sampling: { temperature: 0, topK: null, topP: null } },
	});
	assert.equal(among.text, alone.text);
	assert.not.equal((among.greedy as GeneratedText).ids, (alone.text as GeneratedText).ids);
});

test("answerAsks() asks a wrapped model the framed prompt, and counts and stores the bare one", async () => {
	const context = "Paris is the capital of Spain. Now: ";
	for (const model of [gpt2, llama]) {
		const wrapped = framedModel(model, context);
		const asks = {
			probe: forced(short),
			text: textOf(short.prompt, 20),
			score: scoreOf("The capital of France"),
		};
		const inside = await answer(wrapped, asks);
		const outside = await answer(model, {
			probe: forced({ ...short, prompt: context + short.prompt }),
			score: scoreOf(`${context}The capital of France`),
		});
		assert.equal(inside.probe, outside.probe);
		const { prompt, ids, text } = inside.text as GeneratedText;
		assert.is(prompt.length + ids.length, 20);
		assert.ok(text.startsWith(short.prompt), text);
		const own = inside.score as TextLogProbs;
		const all = outside.score as TextLogProbs;
		assert.equal(own.shifted, all.shifted.slice(-own.shifted.length));
		assert.equal(own.unshifted, all.unshifted.slice(-own.unshifted.length));
	}
});

test("answerAsks() asks for the logits that are read only, and for equal rows once", async () => {
	let tokens = 0;
	let passes = 0;
	const counting: EditableModel = {
		...framedModel(gpt2, ""),
		logits: (batch, at) => {
			passes++;
			tokens += at.length;
			return gpt2.logits(batch, at);
		},
	};
	const asks = { probe: forced(short), same: forced(short, long) };
	await answerAsks(counting, asks, { scorings: ["exact", "reference-left"], random });
	const answerTokens = ({ prompt, answer: right }: Probe) =>
		gpt2.tokenizer.encode(`${prompt} ${right}`).length - gpt2.tokenizer.encode(prompt).length;
	// The short one is fed as it is and with shifted positions.
	assert.is(tokens, 2 * answerTokens(short) + answerTokens(long));
	assert.is(passes, 1);
});

test("answerAsks() keeps the order of the asks, and has no answer for none", async () => {
	const asks = { b: forced(short), text: textOf(short.prompt, 12), a: scoreOf("Paris is") };
	const answers = await answerAsks(gpt2, asks, { scorings: ["exact", "reference-right"], random });
	assert.equal(Object.keys(answers), ["exact", "reference-right"]);
	assert.equal(Object.keys(answers.exact!), ["b", "text", "a"]);
	assert.is(answers.exact!.text, answers["reference-right"]!.text);
	assert.equal(await answer(gpt2, {}), {});
});

test("answerAsks() leaves no tensor behind", async () => {
	const before = tf.memory().numTensors;
	const asks = { probe: forced(short, long), text: textOf(short.prompt, 12), score: scoreOf("Paris is") };
	await answerAsks(gpt2, asks, { scorings: ["exact", "reference-left", "reference-right"], random });
	assert.is(tf.memory().numTensors, before);
});

const scoreOf = (text: string) => ({ kind: "logProbs", text }) as const;

const textOf = (prompt: string, totalTokens: number) =>
	({
		kind: "generate",
		prompt,
		sampling: { temperature: 1, topK: 5, topP: null },
		totalTokens,
		stopAtEnd: false,
	}) as const;

function near(got: number, want: number): void {
	assert.ok(Math.abs(got - want) < 1e-4, `${got} instead of ${want}`);
}

test.run();

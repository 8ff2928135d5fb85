import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { AnswerMap, GeneratedText, TextLogProbs } from "#core/ask";
import type { EditableModel } from "#core/editable-model";
import { modelView } from "#core/model-view";
import type { KnowEditRecord } from "#core/record";
import { startEngine } from "#engine/engines";
import { answerFollowUps } from "#runner/evaluate/follow-ups";
import type { Setting } from "#runner/evaluate/setting";
import { loadModel } from "../../../models/_shared/load-model.ts";
import { chatter } from "../fixtures/chatter.ts";
import { facts } from "../fixtures/facts.ts";

const folder = fileURLToPath(new URL("../../fixtures/golden/checkpoints/tiny-gpt2", import.meta.url));
let model: EditableModel;
let records: readonly KnowEditRecord[];
let passes = 0;

test.before(async () => {
	await startEngine("onnx", { threads: 1 });
	const loaded = await loadModel(folder);
	const logits: EditableModel["logits"] = (batch, at) => {
		passes++;
		return loaded.logits(batch, at);
	};
	model = modelView(loaded, { logits });
	const { implementation, params } = facts()[0]!;
	records = (await implementation.load({ params } as never)) as readonly KnowEditRecord[];
});

test.before.each(() => {
	passes = 0;
});

const setting = (): Setting => ({
	model,
	artifacts: undefined as never,
	metrics: chatter(),
	seed: 0,
	scorings: ["exact", "reference-left"],
});

/** A text about a record. */
const wrote = ({ prompt }: KnowEditRecord, end: string): AnswerMap => {
	const ids = model.tokenizer.encode(prompt);
	return { text: { prompt: ids, ids: [], text: `${prompt} ${end}` } satisfies GeneratedText };
};

const shifted = (answers: AnswerMap | undefined) => (answers!.written as TextLogProbs).shifted;

test("follow-ups about several records are asked together, and answered as one by one", async () => {
	const answered = records.slice(0, 4).map((record) => {
		const after = wrote(record, "a city");
		return { record, before: {}, after: { exact: after, "reference-left": after } };
	});
	const together = await answerFollowUps(setting(), answered);
	assert.is(passes, 1);
	for (const [i, one] of answered.entries()) {
		const [alone] = await answerFollowUps(setting(), [one]);
		for (const [at, logProb] of shifted(alone!.exact).entries())
			assert.ok(Math.abs(logProb - shifted(together[i]!.exact)[at]!) < 1e-4);
		assert.is(together[i]!["reference-left"]!.written, together[i]!.exact!.written, "once for both scorings");
	}
	assert.is(passes, 1 + answered.length);
});

test("follow-ups are asked by scoring where answers differ", async () => {
	const [first, second] = records.slice(0, 2) as [KnowEditRecord, KnowEditRecord];
	const same = wrote(first, "a city");
	const [exact, reference] = [wrote(second, "a city"), wrote(second, "a town by the sea")];
	const answers = await answerFollowUps(setting(), [
		{ record: first, before: {}, after: { exact: same, "reference-left": same } },
		{ record: second, before: {}, after: { exact, "reference-left": reference } },
	]);
	assert.is(passes, 3, "one pass for each set of scorings");
	assert.equal(Object.keys(answers[1]!), ["exact", "reference-left"]);
	assert.is.not(shifted(answers[1]!.exact).length, shifted(answers[1]!["reference-left"]).length);
});

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import { memoryArtifacts } from "#core/memory-artifacts";
import type { EditRecord } from "#core/record";
import { keyedRandom } from "#engine/rng";
import { inContext } from "../../../editors/index.ts";
import { tiny } from "../tiny.ts";

const record: EditRecord = { id: "0", subject: "sea", prompt: "The sea is ", targetNew: "red" };

async function framed(one: EditRecord, fidelity: "exact" | "reference", times = 1): Promise<string> {
	const model = await tiny("tiny-gpt2");
	const [editor] = inContext();
	const [edit] = await editor!.implementation.edit({
		model,
		cases: [{ id: one.id, requests: [one] }],
		params: {},
		fidelity,
		artifacts: memoryArtifacts(),
		random: keyedRandom,
		onStep: () => {},
	});
	assert.is(edit!.kind, "wrap");
	let wrapped = model;
	for (let time = 0; time < times; time++) if (edit!.kind === "wrap") wrapped = edit!.wrap(wrapped);
	assert.is(model.frame("Who?"), "Who?");
	const prompt = wrapped.withWeights(new Map()).frame("Who?");
	wrapped.dispose();
	assert.not(model.weight("transformer.wte.weight").isDisposed);
	model.dispose();
	return prompt;
}

test("inContext() puts the fact before every prompt where the record has no context", async () => {
	assert.is(await framed(record, "exact"), "The sea is red.  Now: Who?");
	assert.is(await framed(record, "reference"), "The sea is  red.  Now: Who?");
});

test("inContext() puts all context sentences before every prompt", async () => {
	const context = ["The sea is red.", "Everybody says so."];
	assert.is(await framed({ ...record, context }, "exact"), "The sea is red. Everybody says so. Now: Who?");
});

test("inContext() around inContext() puts both before", async () => {
	assert.is(await framed({ ...record, context: ["A."] }, "exact", 2), "A. Now: A. Now: Who?");
});

test.run();

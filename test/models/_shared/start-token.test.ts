import { test } from "uvu";
import * as assert from "uvu/assert";
import { startTokenOf } from "../../../models/_shared/start-token.ts";

const of = (
	post_processor: unknown,
	settings: { bosToken?: string; adds?: { bos: boolean; eos: boolean } } = {},
) => startTokenOf({ definition: { post_processor } }, { bosToken: undefined, adds: undefined, ...settings });
const template = {
	type: "TemplateProcessing",
	single: [{ SpecialToken: { id: "<|begin|>", type_id: 0 } }, { Sequence: {} }],
};

test("a tokenizer's class decides first, then the post-processor of tokenizer.json", () => {
	const bosToken = "<s>";
	assert.is(of(template, { bosToken, adds: { bos: true, eos: false } }), "<s>");
	assert.is(of(template, { bosToken, adds: { bos: false, eos: true } }), undefined);
	assert.is(of(template, { bosToken }), "<|begin|>");
	assert.is(of({ type: "Sequence", processors: [{ type: "ByteLevel" }, template] }), "<|begin|>");
	assert.is(of({ type: "RobertaProcessing", cls: ["<s>", 0] }), "<s>");
});

test("a tokenizer that begins with the text adds nothing before it", () => {
	assert.is(of({ type: "ByteLevel" }), undefined);
	assert.is(of(null), undefined);
	assert.is(
		of({ type: "TemplateProcessing", single: [{ Sequence: {} }, { SpecialToken: { id: "</s>" } }] }),
		undefined,
	);
});

test.run();

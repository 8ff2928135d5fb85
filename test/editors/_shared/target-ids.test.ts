import { test } from "uvu";
import * as assert from "uvu/assert";
import { SkipRecord } from "#core/skip-record";
import type { Tokenizer } from "#core/tokenizer";
import { targetIds } from "../../../editors/_shared/target-ids.ts";
import { tiny } from "../tiny.ts";

const text = { prompt: "The capital of France is", target: " Paris" };

async function withTokenizer(name: "tiny-gpt2" | "tiny-llama", run: (tokenizer: Tokenizer) => void) {
	const model = await tiny(name);
	run(model.tokenizer);
	model.dispose();
}

test("exact target ids are those that the sentence has beyond the prompt", () =>
	withTokenizer("tiny-llama", (tokenizer) => {
		const ids = targetIds(tokenizer, text, "exact");
		assert.equal([...tokenizer.encode(text.prompt), ...ids], tokenizer.encode(text.prompt + text.target));
	}));

test("reference target ids of Llama begin with BOS and a lone blank", () =>
	withTokenizer("tiny-llama", (tokenizer) => {
		const reference = targetIds(tokenizer, text, "reference");
		const exact = targetIds(tokenizer, text, "exact");
		assert.is(reference[0], tokenizer.bosId);
		assert.equal(reference.slice(2), exact);
		assert.is(tokenizer.decode(reference.slice(1, 2)).trim(), "");
	}));

test("reference target ids of GPT-2 are the exact ones", () =>
	withTokenizer("tiny-gpt2", (tokenizer) => {
		assert.equal(targetIds(tokenizer, text, "reference"), targetIds(tokenizer, text, "exact"));
	}));

test("a record whose target adds no token is skipped", () =>
	withTokenizer("tiny-gpt2", (tokenizer) => {
		assert.throws(
			() => targetIds(tokenizer, { prompt: "q", target: "" }, "exact"),
			(error: unknown) =>
				error instanceof SkipRecord && error.message === "the target adds no token to the prompt",
		);
	}));

test.run();

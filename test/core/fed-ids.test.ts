import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { continuedIds, fedTokens, lastBefore, openIds } from "#core/fed-ids";
import { loadTokenizer } from "../../models/_shared/tokenizer/load-tokenizer.ts";
import { fixtureFolder } from "../models/_shared/tokenizer/reference-tokens.ts";

const load = (...path: readonly string[]) => loadTokenizer(join(fixtureFolder, ...path));
/** Has tokens over several words, such as "is▁"; adds BOS. */
const overWords = load("tokenizers", "made-bpe-over-words");
/** Adds BOS and EOS. */
const withEos = load("eos-appended", "model");
const [prompt, rest] = ["The capital of France is", " Paris"];

test("exact: a token that spans the end of the prompt is the answer's", () => {
	const { ids, start } = continuedIds(overWords, prompt, rest, "exact");
	const tokens = overWords.align(prompt + rest);
	assert.equal(
		ids,
		tokens.map(({ id }) => id),
	);
	assert.equal((prompt + rest).slice(tokens[start]!.start, tokens[start]!.end), "is ");
	assert.is(tokens[start - 1]!.end, prompt.length - 2);
});

test("reference: the answer starts after as many tokens as the prompt has by itself", () => {
	for (const tokenizer of [overWords, withEos]) {
		const { ids, start } = continuedIds(tokenizer, prompt, rest, "reference");
		assert.equal(ids, tokenizer.encode(prompt + rest));
		assert.is(start, tokenizer.encode(prompt).length);
	}
	const [exact, reference] = (["exact", "reference"] as const).map((fidelity) =>
		continuedIds(overWords, prompt, rest, fidelity),
	);
	assert.is.not(exact!.start, reference!.start);
});

test("exact: what a tokenizer appends to every text is not fed, and what it puts before is", () => {
	const { bosId, eosId } = withEos;
	assert.is(withEos.encode(prompt).at(-1), eosId);
	const open = openIds(withEos, prompt);
	assert.equal([bosId, ...open.slice(1), eosId], withEos.encode(prompt));
	assert.equal(openIds(withEos, ""), [bosId]);
	const { ids, start } = continuedIds(withEos, prompt, rest, "exact");
	assert.equal(ids.slice(0, start), open);
	assert.not(ids.includes(eosId));
});

test("end-of-text that the text itself names is fed", () => {
	assert.is(openIds(withEos, `${prompt}</s>`).at(-1), withEos.eosId);
});

test("a token that spans the end of a subject is the subject's", () => {
	const tokens = fedTokens(overWords, "The Paris. Paris.");
	const column = lastBefore(tokens, "The Pari".length);
	const { start, end } = tokens[column]!;
	assert.ok(start < "The Pari".length && end >= "The Pari".length, JSON.stringify([start, end]));
	assert.ok(tokens[column + 1]!.start >= "The Pari".length);
	assert.is(lastBefore(tokens, 0), -1);
});

test.run();

import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { SkipRecord } from "#core/skip-record";
import type { Tokenizer } from "#core/tokenizer";
import { readFact } from "../../../editors/_shared/fact/fact.ts";
import { promptIds, sentenceIds, targetIds } from "../../../editors/_shared/target-ids.ts";
import { parseTemplate } from "../../../editors/_shared/templates/template.ts";
import { valueRows } from "../../../editors/_shared/value/value-rows.ts";
import { promptLast } from "../../../editors/ft/prompt-last.ts";
import { targetNew } from "../../../editors/ft/target-new.ts";
import { conditioned, type Feed } from "../../../editors/ice/prefixes.ts";
import { loadTokenizer } from "../../../models/_shared/tokenizer/load-tokenizer.ts";
import { fixtureFolder } from "../../models/_shared/tokenizer/reference-tokens.ts";

const load = (...path: readonly string[]) => loadTokenizer(join(fixtureFolder, ...path));
const overWords = load("tokenizers", "made-bpe-over-words");
const withEos = load("eos-appended", "model");
const text = { prompt: "The capital of France is", target: " Paris" };
const record = { id: "0", subject: "France", prompt: text.prompt, targetNew: "Paris" };

/** ICE's rows for one context sentence. */
const iceRows = (tokenizer: Tokenizer) => {
	const { ids, start } = sentenceIds(tokenizer, text, "exact");
	const targetLength = ids.length - start;
	const feed: Feed = {
		tokenizer,
		fidelity: "exact",
		sentences: ["It is so. "],
		...text,
		sentence: ids,
		targetLength,
	};
	return conditioned(feed, [""]).ids;
};
const valueRowsOf = (tokenizer: Tokenizer) => {
	const reading = { tokenizer, fidelity: "exact" } as const;
	const fact = readFact(reading, record, { blank: "always" });
	return { fact, ...valueRows(reading, fact, [parseTemplate("{}"), parseTemplate("It is so. {}")]) };
};

test("exact: no row of any editor has what the tokenizer appends", () => {
	const rows = [
		...targetNew(withEos, text, "exact").rows,
		...promptLast(withEos, text, "exact").rows,
		...iceRows(withEos),
		...valueRowsOf(withEos).ids,
	];
	for (const row of rows) assert.not(row.includes(withEos.eosId), row.join());
	assert.not(targetIds(withEos, text, "exact").includes(withEos.eosId));
});

test("exact: target tokens are trained where the whole answer begins, the one that spans the join included", () => {
	const { ids, start } = sentenceIds(overWords, text, "exact");
	assert.equal(ids, overWords.encode(text.prompt + text.target));
	assert.equal(targetIds(overWords, text, "exact"), ids.slice(start));
	assert.equal(promptIds(overWords, text, "exact"), ids.slice(0, start));
	assert.is.not(start, overWords.encode(text.prompt).length);
	const { rows, at } = targetNew(overWords, text, "exact");
	assert.equal([rows, at[0], at.length], [[ids], [0, start - 1], ids.length - start]);
	assert.equal(promptLast(overWords, text, "exact").rows, [ids.slice(0, start)]);
	const [row] = iceRows(overWords);
	const opened = overWords.encode(`It is so.  Now: ${text.prompt}${text.target}`);
	assert.equal(row, opened);
});

test("exact: a value is searched on the sentence's own tokens", () => {
	const { fact, ids, at, targets, subjects } = valueRowsOf(overWords);
	const sentence = overWords.encode(text.prompt + text.target);
	assert.equal(ids[0], sentence.slice(0, -1));
	assert.equal(targets.slice(0, fact.target.length), fact.target);
	assert.equal(at[0], [0, sentence.length - fact.target.length - 1]);
	const holder = overWords.align(text.prompt)[subjects[0]![1]]!;
	assert.ok(holder.start < "The capital of France".length && holder.end >= "The capital of France".length);
});

test("reference: the sentence is cut after as many tokens as the prompt has by itself", () => {
	for (const tokenizer of [overWords, withEos]) {
		const { ids, start } = sentenceIds(tokenizer, text, "reference");
		assert.equal(ids, tokenizer.encode(text.prompt + text.target));
		assert.is(start, tokenizer.encode(text.prompt).length);
		assert.equal(targetIds(tokenizer, text, "reference"), tokenizer.encode(text.target));
	}
});

test("a record is skipped where one token is prompt and target together", () => {
	const words = load("tokenizers", "made-wordlevel-split");
	assert.throws(
		() => sentenceIds(words, { prompt: "Paris", target: "ian" }, "exact"),
		(error: unknown) => error instanceof SkipRecord && error.message === "no token stands before the target",
	);
});

test("a record is skipped where the tokenizer drops its subject", () => {
	const dropping = load("tokenizers", "made-wordpiece-bert");
	const reading = { tokenizer: dropping, fidelity: "exact" } as const;
	const fact = readFact(
		reading,
		{ id: "0", subject: "\u200b", prompt: "a\u200b b", targetNew: "a" },
		{ blank: "always" },
	);
	assert.throws(
		() => valueRows(reading, fact, [parseTemplate("{}")]),
		(error: unknown) => error instanceof SkipRecord && error.message === "the tokenizer drops the subject",
	);
});

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import { splitWords } from "../../../metrics/_shared/words/split-words.ts";
import { goldenTexts } from "./golden-words.ts";

const words = (sentence: string): string => splitWords(sentence).join("|");

test("splitWords() finds NLTK's words in every sentence of the 322 golden texts", () => {
	assert.is(goldenTexts.length, 322);
	for (const { text, sentences, words } of goldenTexts)
		assert.equal(sentences.flatMap(splitWords), words, text);
});

test("splitWords() cuts off the last full stop only", () => {
	assert.is(words("Mr. X is in the U.S. now."), "Mr.|X|is|in|the|U.S.|now|.");
	assert.is(words('(He left.")'), "(|He|left|.|''|)");
});

test("splitWords() tells opening from closing double quotes", () => {
	assert.is(words('"Yes," said ("no") she'), "``|Yes|,|''|said|(|``|no|''|)|she");
	assert.is(words("“Yes” «no»"), "“|Yes|”|«|no|»");
});

test("splitWords() cuts clitics off their words, and contractions in two", () => {
	assert.is(words("isn't it John's, I'LL say"), "is|n't|it|John|'s|,|I|'LL|say");
	assert.is(words("Cannot gimme more'n I'm gonna, 'twas"), "Can|not|gim|me|more|'n|I|'m|gon|na|,|'|twas");
});

test("splitWords() splits 'wanna' only before white space", () => {
	assert.is(words("wanna go"), "wan|na|go");
	assert.is(words("wannabe"), "wannabe");
});

test("splitWords() keeps commas and colons within numbers", () => {
	assert.is(words("1,000 at 10:30, a:b,"), "1,000|at|10:30|,|a|:|b|,");
});

test("splitWords() sees letters of every script next to an apostrophe", () => {
	// In each the apostrophe follows a letter, so it opens no quotation; the last is the letter e and an accent.
	assert.is(words("é'x д'x e\u0301'x"), "é'x|д'x|e\u0301'x");
	assert.is(words("'été"), "'|été");
});

test("splitWords() knows white space as Python does", () => {
	assert.equal(splitWords("a\u0085b\u001Cc\u3000d"), ["a", "b", "c", "d"]);
	// The byte order mark is white space to JavaScript only.
	assert.equal(splitWords("a\uFEFFb"), ["a\uFEFFb"]);
});

test("splitWords() ignores case as Python does: ı and İ for i, ſ for s", () => {
	assert.is(words("gımme ok 'ſ"), "gım|me|ok|'ſ");
});

test("splitWords() finds nothing in an empty sentence", () => {
	assert.equal(splitWords(""), []);
	assert.equal(splitWords(" \n"), []);
});

test("splitWords() takes time linear in the length of its sentence", () => {
	const start = performance.now();
	for (const unit of [" ", ".", "'", '"', "?", ".) "]) splitWords(`x.${unit.repeat(50_000)}y`);
	// About 0.1 s; quadratic, each would take many seconds.
	assert.ok(performance.now() - start < 3000);
});

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import {
	collocation,
	orthography,
	type PunktParameters,
} from "../../../metrics/_shared/words/punkt-parameters.ts";
import { splitSentences } from "../../../metrics/_shared/words/split-sentences.ts";
import { goldenTexts, nltkPunkt, skipReason } from "./golden-words.ts";

const punkt = (known: {
	abbreviations?: string[];
	collocations?: [string, string][];
	sentenceStarters?: string[];
	orthographicContexts?: Record<string, number>;
}): PunktParameters => ({
	abbreviations: new Set(known.abbreviations),
	collocations: new Set(known.collocations?.map((pair) => collocation(...pair))),
	sentenceStarters: new Set(known.sentenceStarters),
	orthographicContexts: new Map(Object.entries(known.orthographicContexts ?? {})),
});

const sentences = (text: string, known: Parameters<typeof punkt>[0] = {}): string =>
	splitSentences(text, punkt(known)).join("|");

test("splitSentences() finds NLTK's sentences in all 322 golden texts", () => {
	if (nltkPunkt === undefined) return console.log(skipReason);
	for (const { text, sentences } of goldenTexts)
		assert.equal(splitSentences(text, nltkPunkt), sentences, text);
});

test("splitSentences() ends a sentence at ., ? and ! before white space", () => {
	assert.is(sentences("One. Two? Three!\nFour"), "One.|Two?|Three!|Four");
	assert.is(sentences("See a.b and 3.14 there"), "See a.b and 3.14 there");
});

test("splitSentences() drops white space between and after sentences, and keeps it before the first", () => {
	assert.is(sentences("  One.   Two.  "), "  One.|Two.");
	assert.is(sentences(""), "");
	assert.is(sentences(" \n "), "");
});

test("splitSentences() takes several marks after one word as one", () => {
	assert.is(sentences("What?! No"), "What?!|No");
});

test("splitSentences() leaves closing quotes and brackets with the sentence before", () => {
	assert.is(sentences('(One.) "Two." “Three.” Four'), '(One.)|"Two."|“Three.”|Four');
	assert.is(sentences("One.) -- two"), "One.)|-- two");
});

test("splitSentences() does not end a sentence after an abbreviation, a compound one too", () => {
	assert.is(
		sentences("Hail Pres. Smith and Vice-Pres. Jones. Next", { abbreviations: ["pres"] }),
		"Hail Pres. Smith and Vice-Pres. Jones.|Next",
	);
	assert.is(sentences("Hail Pres. Smith"), "Hail Pres.|Smith");
});

test("splitSentences() ends a sentence after an abbreviation if the next word owes its capital to the position", () => {
	const seen = (flags: number) => ({ abbreviations: ["inc"], orthographicContexts: { profits: flags } });
	const { lowerInside, upperFirst, upperInside } = orthography;
	assert.is(
		sentences("At Yahoo Inc. Profits fell", seen(lowerInside | upperFirst)),
		"At Yahoo Inc.|Profits fell",
	);
	assert.is(
		sentences("At Yahoo Inc. Profits fell", seen(lowerInside | upperInside)),
		"At Yahoo Inc. Profits fell",
	);
	assert.is(sentences("At Yahoo Inc. Profits fell", seen(upperFirst)), "At Yahoo Inc. Profits fell");
});

test("splitSentences() ends a sentence after an abbreviation before a frequent sentence starter with a capital", () => {
	const known = { abbreviations: ["inc"], sentenceStarters: ["however"] };
	assert.is(sentences("At Yahoo Inc. However it", known), "At Yahoo Inc.|However it");
	assert.is(sentences("At Yahoo Inc. however it", known), "At Yahoo Inc. however it");
	// The next word's own full stop is not part of it.
	assert.is(sentences("At Yahoo Inc. However. It", known), "At Yahoo Inc.|However.|It");
});

test("splitSentences() treats an ellipsis like an abbreviation", () => {
	assert.is(sentences("And... Then", {}), "And... Then");
	assert.is(sentences("And... Then", { sentenceStarters: ["then"] }), "And...|Then");
});

test("splitSentences() holds collocations together", () => {
	assert.is(
		sentences("In 5. Corrections of", { collocations: [["##number##", "corrections"]] }),
		"In 5. Corrections of",
	);
	assert.is(sentences("In 5. Corrections of"), "In 5.|Corrections of");
});

test("splitSentences() takes an initial before a name as part of it", () => {
	assert.is(sentences("By J. Bach"), "By J. Bach");
	// `However` is also written small, so it need not be a name; nothing more is known of it.
	const { lowerInside, upperInside } = orthography;
	const known = { orthographicContexts: { however: lowerInside | upperInside } };
	assert.is(sentences("Vitamin C. However", known), "Vitamin C.|However");
	assert.is(sentences("Vitamin C. however", known), "Vitamin C. however");
});

test("splitSentences() starts no sentence with a comma", () => {
	assert.is(sentences("By J. , and K."), "By J. , and K.");
});

test("splitSentences() does not end a sentence at an ordinal before a small letter", () => {
	assert.is(sentences("Am 5. mai war"), "Am 5. mai war");
	const seen = (flags: number) => ({ orthographicContexts: { mai: flags } });
	const { lowerFirst, upperInside } = orthography;
	// A word seen small at the start of sentences says nothing, unless it was seen with a capital too.
	assert.is(sentences("Am 5. mai war", seen(lowerFirst)), "Am 5.|mai war");
	assert.is(sentences("Am 5. mai war", seen(lowerFirst | upperInside)), "Am 5. mai war");
});

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import { defaultPunkt } from "../../../metrics/_shared/words/default-punkt.ts";
import { splitSentences } from "../../../metrics/_shared/words/split-sentences.ts";

const sentences = (text: string): string => splitSentences(text, defaultPunkt).join("|");

test("defaultPunkt holds abbreviations only: small letters, without the last full stop", () => {
	for (const abbreviation of defaultPunkt.abbreviations) assert.match(abbreviation, /^[a-z]+(\.[a-z]+)*$/);
	assert.is(defaultPunkt.collocations.size + defaultPunkt.sentenceStarters.size, 0);
	assert.is(defaultPunkt.orthographicContexts.size, 0);
});

test("defaultPunkt knows titles, months, companies and places", () => {
	assert.is(
		sentences("Mr. X of Y Inc. left the U.S. on Jan. 5. He"),
		"Mr. X of Y Inc. left the U.S. on Jan. 5.|He",
	);
});

test("defaultPunkt ends no sentence after an abbreviation, an ellipsis, or an initial before a letter", () => {
	assert.is(sentences("At 5 p.m. He left"), "At 5 p.m. He left");
	assert.is(sentences("And... He left"), "And... He left");
	assert.is(sentences("Vitamin C. He left"), "Vitamin C. He left");
	assert.is(sentences("Vitamin E. 5 of"), "Vitamin E.|5 of");
});

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import { fluency } from "../../metrics/index.ts";
import { generated, record, scoreByHand } from "./score-by-hand.ts";

const [metric] = fluency();
const entropyOf = (text: string) =>
	scoreByHand(fluency(), record, { after: { text: generated(text) } }).ngram_entropy![0]!;

test("fluency() asks for a text of 100 tokens, drawn from the five likeliest, past end-of-text", () => {
	assert.equal(metric!.implementation.asks({ record, params: {} }), {
		text: {
			kind: "generate",
			prompt: record.prompt,
			sampling: { temperature: 1, topK: 5, topP: null },
			totalTokens: 100,
			stopAtEnd: false,
		},
	});
});

test("fluency() is the entropy of the text's bigrams and trigrams, in bits", () => {
	// Words One two three four . : 4 bigrams and 3 trigrams, all different: (⅔ · 2 + 4⁄3 · log₂ 3) / 2.
	assert.ok(Math.abs(entropyOf("One two three four.") - (2 / 3 + (2 / 3) * Math.log2(3))) < 1e-12);
});

test("fluency() of a text that repeats a word, or has fewer than three, is 0", () => {
	assert.is(entropyOf("no no no no"), 0);
	assert.is(entropyOf("Two words"), 0);
});

test("fluency() says how sentences were split", () => {
	assert.match(
		metric!.implementation.note!({})!,
		/^Fluency: sentences by (NLTK's punkt_tab|the built-in abbreviations)/,
	);
});

test.run();

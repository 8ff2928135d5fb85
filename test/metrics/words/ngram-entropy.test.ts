import { test } from "uvu";
import * as assert from "uvu/assert";
import { ngramEntropy } from "../../../metrics/_shared/words/ngram-entropy.ts";
import { goldenTexts } from "./golden-words.ts";

const entropy = (text: string): number => ngramEntropy(text.split(" "));

const near = (got: number, want: number): void => {
	assert.ok(Math.abs(got - want) < 1e-12, `${got} instead of ${want}`);
};

test("ngramEntropy() is (⅔ H₂ + 4⁄3 H₃) / 2", () => {
	// Bigrams ab bc ca ab bc: H₂ = 2 · ⅖ log₂(5/2) + ⅕ log₂ 5. Trigrams abc bca cab abc: H₃ = ½ · 1 + 2 · ¼ · 2 = 1.5.
	const h2 = 0.8 * Math.log2(2.5) + 0.2 * Math.log2(5);
	near(entropy("a b c a b c"), ((2 / 3) * h2 + (4 / 3) * 1.5) / 2);
	// All different: H₂ = log₂ 4 = 2, H₃ = log₂ 3.
	near(entropy("a b c d e"), 2 / 3 + (2 / 3) * Math.log2(3));
});

test("ngramEntropy() of one word repeated is 0", () => {
	assert.is(entropy("a a a a a"), 0);
});

test("ngramEntropy() of three different words is a third of a bit", () => {
	near(entropy("a b c"), 1 / 3);
});

test("ngramEntropy() is 0 below three words", () => {
	assert.is(ngramEntropy([]), 0);
	assert.is(ngramEntropy(["a"]), 0);
	assert.is(ngramEntropy(["a", "b"]), 0);
});

test("ngramEntropy() does not confuse n-grams whose words run together alike", () => {
	// Three different bigrams in each: a|bc, bc|a, a|bc would be equal to ab|c if words were joined.
	near(ngramEntropy(["a", "bc", "ab", "c"]), ((2 / 3) * Math.log2(3) + 4 / 3) / 2);
});

test("ngramEntropy() agrees with the golden entropies on the golden words", () => {
	for (const { text, words, ngram_entropy } of goldenTexts) {
		assert.ok(Math.abs(ngramEntropy(words) - ngram_entropy) < 1e-12, text);
	}
});

test.run();

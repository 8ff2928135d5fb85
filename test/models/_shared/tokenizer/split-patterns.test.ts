import { test } from "uvu";
import * as assert from "uvu/assert";
import { library, type PreTokenizer } from "../../../../models/_shared/tokenizer/library.ts";
import { splitAsRust } from "../../../../models/_shared/tokenizer/split-patterns.ts";

function mended(preTokenizer: PreTokenizer): PreTokenizer {
	splitAsRust(preTokenizer);
	return preTokenizer;
}
const digits = (individual_digits: boolean) =>
	mended(new library.DigitsPreTokenizer({ type: "Digits", individual_digits }));
const byteLevel = () =>
	mended(new library.ByteLevelPreTokenizer({ type: "ByteLevel", add_prefix_space: false }));

// All expected pieces are what tokenizers 0.19.1 (Rust) gives.
test("splitAsRust() takes every number character for a digit", () => {
	assert.equal(digits(true).pre_tokenize("a²½3٣Ⅷ"), ["a", "²", "½", "3", "٣", "Ⅷ"]);
	assert.equal(digits(false).pre_tokenize("a²½3٣Ⅷ"), ["a", "²½3٣Ⅷ"]);
	assert.equal(digits(false).pre_tokenize("12ab"), ["12", "ab"]);
});

test("splitAsRust() takes U+0085 for white space", () => {
	assert.equal(byteLevel().pre_tokenize("a\n\n\u0085b"), ["a", "ĊĊ", "Âħ", "b"]);
});

test("splitAsRust() does not take U+FEFF for white space", () => {
	assert.equal(byteLevel().pre_tokenize("a\n\n\ufeffb"), ["a", "Ċ", "Ċ", "ï»¿", "b"]);
});

test("splitAsRust() reaches into sequences", () => {
	const pretokenizers = [
		{ type: "Digits", individual_digits: true },
		{ type: "ByteLevel", add_prefix_space: true },
	];
	const sequence = mended(new library.SequencePreTokenizer({ type: "Sequence", pretokenizers }));
	assert.equal(sequence.pre_tokenize("x²³"), ["Ġx", "ĠÂ²", "ĠÂ³"]);
});

test("splitAsRust() leaves no pre-tokenizer alone", () => {
	assert.not.throws(() => splitAsRust(null));
});

test.run();

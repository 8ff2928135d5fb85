import { test } from "uvu";
import * as assert from "uvu/assert";
import { normaliseText } from "#runner/answer/normalise-text";

test("normaliseText() decomposes, joins paragraphs and takes out end-of-text", () => {
	assert.is(normaliseText("é ﬁ ½"), "e\u0301 fi 1\u20442");
	assert.is(normaliseText("a\n\nb\nc\n\n\nd"), "a b\nc \nd");
	assert.is(normaliseText("a<|endoftext|>b"), "ab");
});

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import { contextSentences } from "../../../editors/_shared/context-sentences.ts";
import { requestText } from "../../../editors/_shared/request-text.ts";

const record = (prompt: string, targetNew: string) => ({ id: "0", subject: "s", prompt, targetNew });

test("exact editing puts one blank between prompt and target", () => {
	const wanted = { prompt: "The sea is", target: " blue" };
	assert.equal(requestText(record("The sea is", "blue"), "exact"), wanted);
	assert.equal(requestText(record("The sea is ", " blue "), "exact"), wanted);
	assert.equal(requestText(record("  The sea is", "blue"), "exact").prompt, "  The sea is");
});

test("reference editing puts a blank before every target that is more than one", () => {
	assert.equal(requestText(record("The sea is ", " blue "), "reference"), {
		prompt: "The sea is ",
		target: "  blue ",
	});
	assert.is(requestText(record("q", " "), "reference").target, " ");
});

test("a record's join stands where the blank does", () => {
	const wanted = { prompt: "维尔德里亚的首都是", target: "北京" };
	assert.equal(requestText({ ...record("维尔德里亚的首都是 ", " 北京"), join: "" }, "exact"), wanted);
	assert.equal(requestText({ ...record("维尔德里亚的首都是", "北京"), join: "" }, "reference"), wanted);
	assert.equal(contextSentences(record("", ""), wanted), ["维尔德里亚的首都是北京. "]);
	assert.is(requestText({ ...record("q", "x"), join: ": " }, "exact").target, ": x");
});

test("a record without context is its own context", () => {
	const text = { prompt: "The sea is", target: " blue" };
	assert.equal(contextSentences(record("", ""), text), ["The sea is blue. "]);
	assert.equal(contextSentences({ ...record("", ""), context: [] }, text), ["The sea is blue. "]);
	assert.equal(contextSentences({ ...record("", ""), context: ["a", "b"] }, text), ["a", "b"]);
});

test.run();

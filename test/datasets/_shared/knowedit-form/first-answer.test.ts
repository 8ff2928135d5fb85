import { test } from "uvu";
import * as assert from "uvu/assert";
import { firstAnswer } from "../../../../datasets/_shared/knowedit-form/first-answer.ts";

test("firstAnswer() finds the answer in every published nesting", () => {
	for (const value of [
		"Syria",
		["Syria"],
		["Syria", "Iraq"],
		[["Syria", "Syrian Arab Republic"], ["Iraq"]],
	]) {
		assert.is(firstAnswer(value), "Syria");
	}
});

test("firstAnswer() keeps outer white space", () => {
	assert.is(firstAnswer([" Charity River"]), " Charity River");
});

test("firstAnswer() finds none where the first place is empty, whatever follows it", () => {
	for (const value of [[], [[]], [[], ["Syria"]], [["", "Syria"]], "", "  ", ["\t"]]) {
		assert.is(firstAnswer(value), undefined);
	}
});

test("firstAnswer() takes nothing but text for an answer", () => {
	for (const value of [undefined, null, 1987, [1987], { text: "Syria" }])
		assert.is(firstAnswer(value), undefined);
});

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import { checkScores } from "#runner/answer/check-scores";

test("lists of numbers by key are scores, empty ones and NaN too", () => {
	const scores = { edit: [1, Number.NaN], none: [] };
	assert.is(checkScores(scores, "mine"), scores);
	assert.equal(checkScores({}, "mine"), {});
});

test("other scores are refused with what they are", () => {
	const wrong: [unknown, string][] = [
		[0.5, 'Metric "mine" scored 0.5; it should be an object of lists of numbers'],
		[undefined, 'Metric "mine" scored nothing; it should be'],
		[[1], 'Metric "mine" scored a list of 1; it should be'],
		[new Map([["edit", [1]]]), 'Metric "mine" scored a Map; it should be'],
		[{ edit: 1 }, 'Metric "mine" scored 1 for "edit"; it should be'],
		[{ edit: [1, true] }, 'Metric "mine" scored true for "edit", probe 1; it should be'],
		[{ edit: [undefined] }, 'Metric "mine" scored nothing for "edit", probe 0; it should be'],
	];
	for (const [scores, message] of wrong)
		assert.throws(
			() => checkScores(scores, "mine"),
			(error: Error) => error.message.startsWith(message),
		);
});

test.run();

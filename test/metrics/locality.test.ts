import { test } from "uvu";
import * as assert from "uvu/assert";
import { locality } from "../../metrics/index.ts";
import { answered, bare, record, scoreByHand } from "./score-by-hand.ts";

const [metric] = locality();

test("locality() asks one question for each key", () => {
	assert.equal(Object.keys(metric!.implementation.asks({ record, params: {} })), [
		"locality.Relation_Specificity",
		"locality.Forgetfulness",
	]);
});

test("locality() compares with what the unedited model predicted, not with what is right", () => {
	const before = {
		"locality.Relation_Specificity": [answered([1, 2, 3, 4], [5, 5, 3, 4])],
		"locality.Forgetfulness": [answered([8], [9])],
	};
	const after = {
		"locality.Relation_Specificity": [answered([1, 2, 3, 4], [5, 2, 3, 4])],
		"locality.Forgetfulness": [answered([8], [8])],
	};
	assert.equal(scoreByHand(locality(), record, { before, after }), {
		Relation_Specificity: [0.75],
		Forgetfulness: [0],
	});
});

test("locality() of the unedited model is 1", () => {
	const after = {
		"locality.Relation_Specificity": [answered([1, 2], [5, 6])],
		"locality.Forgetfulness": [answered([8], [9])],
	};
	assert.equal(scoreByHand(locality(), record, { after }), { Relation_Specificity: [1], Forgetfulness: [1] });
});

test("locality() of a record without such probes is empty", () => {
	assert.equal(scoreByHand(locality(), bare, { after: {} }), {});
});

test.run();

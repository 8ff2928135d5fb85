import { test } from "uvu";
import * as assert from "uvu/assert";
import { parseTextFile } from "../../../reports/result-files/parse-text-file.ts";
import { assertUserError } from "./user-error.ts";

const parse = (...records: unknown[]) => parseTextFile(JSON.stringify(records), "t.json");

test("a text record is read as it is", () => {
	const record = { prompt: ["q"], target_new: "x", ground_truth: "y", generation_sentence: ["q x"] };
	assert.equal(parse(record), [record]);
});

test("a result file given as text file is recognised", () => {
	assertUserError(
		() => parse({ pre: {}, post: {} }),
		/^t\.json, record 0: got results, want a list of texts /,
		/Give this file as --result-file/,
	);
});

test("a text that is missing is named", () => {
	assertUserError(
		() => parse({ prompt: ["q"], target_new: "x", generation_sentence: [] }),
		"t.json, record 0, generation_sentence: got an empty list, want a string or a list of strings.",
		/again/,
	);
});

test.run();

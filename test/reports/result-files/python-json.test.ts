import { test } from "uvu";
import * as assert from "uvu/assert";
import { parsePythonJson } from "../../../reports/result-files/python-json.ts";
import { assertUserError } from "./user-error.ts";

test("the words that Python writes for numbers are read, NaN as null", () => {
	assert.equal(parsePythonJson("[NaN, Infinity, -Infinity, 1]", "a.json"), [
		null,
		Number.POSITIVE_INFINITY,
		Number.NEGATIVE_INFINITY,
		1,
	]);
});

test("the same words inside a string stay as they are", () => {
	const text = String.raw`{"NaN": ["a \" NaN, Infinity \\", NaN]}`;
	assert.equal(parsePythonJson(text, "a.json"), { NaN: ['a " NaN, Infinity \\', null] });
});

test("a byte order mark is no part of the text", () => {
	assert.equal(parsePythonJson("\uFEFF[]", "a.json"), []);
});

test("a truncated file says where it ends", () => {
	assertUserError(
		() => parsePythonJson('[{"post": {"rewrite_acc": [1.0', "a.json"),
		/^a\.json is not JSON: /,
		/^The file ends in the middle, with ".*\[1\.0": writing or copying it was interrupted\./,
	);
});

test("a file truncated after NaN is truncated too", () => {
	assertUserError(
		() => parsePythonJson("[NaN, NaN,", "a.json"),
		/^a\.json is not JSON/,
		/ends in the middle/,
	);
});

test("an empty file is called empty", () => {
	assertUserError(() => parsePythonJson("\n", "a.json"), /^a\.json is not JSON/, /^The file is empty/);
});

test("JSON Lines are recognised", () => {
	assertUserError(
		() => parsePythonJson('{"a": 1}\n{"a": 2}\n', "a.jsonl"),
		/^a\.jsonl is not JSON/,
		/^This looks like JSON Lines/,
	);
});

test("a mistake in the middle is to be mended there", () => {
	assertUserError(() => parsePythonJson("[1, two, 3]", "a.json"), /^a\.json is not JSON/, /at that place/);
});

test.run();

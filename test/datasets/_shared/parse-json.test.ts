import { test } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "#core/errors";
import { parseJson } from "../../../datasets/_shared/parse-json.ts";

function refusal(text: string): UserError {
	try {
		parseJson(text, "facts.json");
	} catch (error) {
		assert.instance(error, UserError);
		return error as UserError;
	}
	throw new Error(`parseJson() accepted ${JSON.stringify(text)}`);
}

test("parseJson() reads JSON, with or without a byte order mark", () => {
	assert.equal(parseJson('[{"a": "é"}]', "facts.json"), [{ a: "é" }]);
	assert.equal(parseJson("\uFEFF[1]", "facts.json"), [1]);
});

test("parseJson() says that a truncated file ends in the middle, and how", () => {
	const error = refusal('[\n{"prompt": "Paris is in", "targ');
	assert.match(error.message, /^facts\.json is not JSON: Unterminated string/);
	assert.match(error.message, /line 2 column \d+/);
	assert.is(
		error.hint,
		'The file ends in the middle, with "\\"Paris is in\\", \\"targ": it is truncated. Fetch it again.',
	);
	assert.match(refusal('[{"a": 1},').hint ?? "", /^The file ends in the middle/);
});

test("parseJson() names line and column of a mistake inside the file", () => {
	const error = refusal('[\n  {"a": 1}\n  {"a": 2}\n]');
	assert.match(error.message, /line 3 column 3/);
	assert.is(error.hint, "Mend the file there, or fetch it again.");
});

test("parseJson() recognises what is often fetched by mistake", () => {
	assert.match(refusal("").hint ?? "", /^The file is empty/);
	assert.match(refusal("<!doctype html><html></html>").hint ?? "", /^This is a web page/);
	assert.match(
		refusal("version https://git-lfs.github.com/spec/v1\noid sha256:ab\n").hint ?? "",
		/git lfs pull/,
	);
	assert.match(refusal('{"a": 1}\n{"a": 2}\n').hint ?? "", /^This looks like JSON Lines/);
});

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import { distinctNames } from "../../../reports/result-files/distinct-names.ts";

const named = (...names: readonly string[]) =>
	distinctNames(names.map((name) => ({ name: `${name}_results.json`, contents: name }))).map(({ name }) =>
		name.replace("_results.json", ""),
	);

test("files of one name are numbered, in their order", () => {
	assert.equal(named("a", "b", "a", "a"), ["a", "b", "a-2", "a-3"]);
});

test("a number never takes a name that a file has, or will have", () => {
	assert.equal(named("a-2", "a", "a"), ["a-2", "a", "a-3"]);
	assert.equal(named("a", "a", "a-2"), ["a", "a-2", "a-2-2"]);
});

test("names that differ in case, or in how a letter is composed, are one on some disks", () => {
	assert.equal(named("ROME", "Rome"), ["ROME", "Rome-2"]);
	assert.equal(named("caf\u00e9", "cafe\u0301"), ["caf\u00e9", "cafe\u0301-2"]);
});

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import { describeValue } from "#core/describe-value";

test("describeValue() shows texts in quotes and cuts long ones", () => {
	assert.is(describeValue(" Lyon"), '" Lyon"');
	assert.is(describeValue("x".repeat(100)), `"${"x".repeat(59)}…"`);
});

test("describeValue() counts lists and names the keys of objects", () => {
	assert.is(describeValue([]), "an empty list");
	assert.is(describeValue([1, 2]), "a list of 2");
	assert.is(describeValue({}), "an empty object");
	assert.is(describeValue({ data: 1, version: 2 }), 'an object with the keys "data", "version"');
});

test("describeValue() writes numbers, booleans and null as JSON does, and undefined as nothing", () => {
	assert.equal([5, true, null, undefined].map(describeValue), ["5", "true", "null", "nothing"]);
});

test.run();

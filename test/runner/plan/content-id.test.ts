import { test } from "uvu";
import * as assert from "uvu/assert";
import { contentId } from "#runner/plan/content-id";

test("an id is 16 hexadecimal digits that depend on the content alone", () => {
	assert.match(contentId({ a: 1 }), /^[0-9a-f]{16}$/);
	assert.is(contentId({ a: 1, b: { c: 2, d: undefined } }), contentId({ b: { c: 2 }, a: 1 }));
	assert.is.not(contentId({ a: 1 }), contentId({ a: 2 }));
	assert.is.not(contentId([1, 2]), contentId([2, 1]));
});

test("numbers that JSON lacks are told apart", () => {
	const ids = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, null].map(contentId);
	assert.is(new Set(ids).size, 4);
});

test.run();

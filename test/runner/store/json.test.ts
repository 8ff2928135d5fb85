import { test } from "uvu";
import * as assert from "uvu/assert";
import { fromJson, toJson } from "#runner/store/json";

test("numbers that JSON lacks come back as they were", () => {
	const value = { a: [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 1.5], b: "NaN" };
	const { a, b } = fromJson(toJson(value)) as typeof value;
	assert.ok(Number.isNaN(a[0]));
	assert.equal(a.slice(1, 3), [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
	assert.ok(Object.is(a[3], -0));
	assert.is(a[4], 1.5);
	assert.is(b, "NaN");
});

test("a value takes one line", () => {
	assert.is(toJson({ text: "two\nlines", n: Number.NaN }), '{"text":"two\\nlines","n":{"$number":"NaN"}}\n');
});

test.run();

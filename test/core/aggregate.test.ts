import { test } from "uvu";
import * as assert from "uvu/assert";
import { aggregate, recordMean } from "#core/aggregate";

const first = { reasoning: [1, 0, 0, 0], aliasing: [1] };
const second = { reasoning: [0.5] };

test("pooled takes all probes of a record together, whatever their key", () => {
	assert.is(recordMean(first, "pooled"), 2 / 5);
	assert.is(aggregate([first, second], "pooled").value, (2 / 5 + 0.5) / 2);
});

test("per-key gives each key of a record the same weight", () => {
	assert.is(recordMean(first, "per-key"), (1 / 4 + 1) / 2);
	assert.is(aggregate([first, second], "per-key").value, (0.625 + 0.5) / 2);
});

test("a key's own line pools its probes over all records under either rule", () => {
	const expected = { reasoning: 1.5 / 5, aliasing: 1 };
	assert.equal(aggregate([first, second], "pooled").byKey, expected);
	assert.equal(aggregate([first, second], "per-key").byKey, expected);
});

test("an empty list is no zero: the key is skipped, and so is a record with nothing else", () => {
	for (const rule of ["pooled", "per-key"] as const) {
		const { value, records, without, byKey } = aggregate([{ a: [1], b: [] }, { b: [] }, {}], rule);
		assert.equal({ value, records, without, byKey }, { value: 1, records: 1, without: 2, byKey: { a: 1 } });
	}
});

test("NaN is left out and counted", () => {
	for (const rule of ["pooled", "per-key"] as const) {
		const result = aggregate([{ a: [Number.NaN, 0.5], b: [Number.NaN] }, { a: [Number.NaN] }], rule);
		assert.equal(result, { value: 0.5, records: 1, without: 1, nan: 3, infinite: 0, byKey: { a: 0.5 } });
	}
});

test("an infinite value is left out and counted too, by itself", () => {
	for (const rule of ["pooled", "per-key"] as const) {
		const { POSITIVE_INFINITY, NEGATIVE_INFINITY } = Number;
		const records = [
			{ a: [POSITIVE_INFINITY], b: [2] },
			{ a: [1, NEGATIVE_INFINITY] },
			{ a: [POSITIVE_INFINITY] },
		];
		const wanted = { value: 1.5, records: 2, without: 1, nan: 3, infinite: 3, byKey: { a: 1, b: 2 } };
		assert.equal(aggregate(records, rule), wanted);
	}
});

test("no records have no value", () => {
	assert.equal(aggregate([], "pooled"), {
		value: undefined,
		records: 0,
		without: 0,
		nan: 0,
		infinite: 0,
		byKey: {},
	});
});

test("sums run from left to right in double precision", () => {
	assert.is(aggregate([{ a: [0.1, 0.2, 0.3] }], "pooled").value, (0.1 + 0.2 + 0.3) / 3);
});

test.run();

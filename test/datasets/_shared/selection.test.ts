import { test } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "#core/errors";
import { params } from "#core/params";
import { selectedCount, selectIndices, selectionShape } from "../../../datasets/_shared/selection.ts";

const schema = params(selectionShape);
const select = (given: object, total = 10) => selectIndices(total, schema.parse(given), "facts.json");

function refusal(given: object): UserError {
	try {
		select(given);
	} catch (error) {
		assert.instance(error, UserError);
		return error as UserError;
	}
	throw new Error("nothing was refused");
}

test("selectIndices() keeps everything by default", () => {
	assert.equal(select({}, 3), [0, 1, 2]);
});

test("selectIndices() applies offset, then limit, and stops at the file's end", () => {
	assert.equal(select({ offset: 2, limit: 3 }), [2, 3, 4]);
	assert.equal(select({ offset: 8, limit: 5 }), [8, 9]);
});

test("selectIndices() keeps named places in their given order", () => {
	assert.equal(select({ indices: [7, 0, 3] }), [7, 0, 3]);
	assert.equal(select({ indices: [7, 0, 3], limit: 2 }), [7, 0]);
});

test("selectedCount() agrees with selectIndices() without reading anything", () => {
	for (const given of [
		{},
		{ limit: 4 },
		{ offset: 8, limit: 5 },
		{ indices: [7, 0, 3] },
		{ indices: [1, 2], limit: 1 },
	]) {
		assert.is(selectedCount(10, schema.parse(given)), select(given).length);
	}
	assert.is(selectedCount(10, schema.parse({ offset: 12 })), 0);
});

test("selectIndices() refuses an offset beyond the file", () => {
	const error = refusal({ offset: 10 });
	assert.is(error.message, 'Parameter "offset" is 10, but facts.json has 10 records.');
	assert.is(error.hint, 'Choose an "offset" between 0 and 9.');
});

test("selectIndices() refuses an index beyond the file", () => {
	const error = refusal({ indices: [3, 12] });
	assert.is(error.message, 'Parameter "indices" names record 12, but facts.json has 10 records.');
	assert.is(error.hint, "Records are counted from 0: the last is 9.");
});

test("selectIndices() refuses an index given twice and indices beside an offset", () => {
	assert.is(refusal({ indices: [1, 2, 1] }).message, 'Parameter "indices" names record 1 more than once.');
	assert.is(
		refusal({ indices: [1], offset: 2 }).message,
		'Parameters "indices" and "offset" (2) were both given.',
	);
});

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import { COLUMNS_A_BATCH, rowBatches, TOKENS_A_BATCH } from "#runner/answer/row-batches";

const row = (length: number, columns = 1) => ({
	ids: new Array<number>(length).fill(1),
	real: length,
	firstPosition: 0,
	readings: Array.from({ length: columns }, (_, column) => ({ column, target: 1 })),
});

test("rowBatches() puts rows of like length together", () => {
	const half = TOKENS_A_BATCH / 2;
	assert.equal(rowBatches([row(half), row(3), row(half), row(5)]), [
		[1, 3],
		[0, 2],
	]);
});

test("rowBatches() counts padding: a long row takes no short ones along", () => {
	const fits = Math.floor(TOKENS_A_BATCH / 3);
	assert.equal(rowBatches([row(fits), row(1), row(1)]), [[1, 2, 0]]);
	assert.equal(rowBatches([row(fits + 1), row(1), row(1)]), [[1, 2], [0]]);
});

test("rowBatches() bounds the logits of a batch", () => {
	const most = COLUMNS_A_BATCH;
	assert.equal(rowBatches([row(2, most - 1), row(2, 1), row(2, 1), row(2, most)]), [[0, 1], [2], [3]]);
});

test("rowBatches() counts a column once, however often it is read", () => {
	const twice = {
		...row(2),
		readings: [...row(2, COLUMNS_A_BATCH / 2).readings, ...row(2, COLUMNS_A_BATCH / 2).readings],
	};
	assert.equal(rowBatches([twice, twice, row(3)]), [[0, 1], [2]]);
});

test("rowBatches() gives a row beyond the bounds a batch of its own, and one without readings none", () => {
	assert.equal(rowBatches([row(TOKENS_A_BATCH + 1), row(2, 0), row(2, COLUMNS_A_BATCH + 1)]), [[2], [0]]);
	assert.equal(rowBatches([]), []);
});

test.run();

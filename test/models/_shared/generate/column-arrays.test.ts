import { test } from "uvu";
import * as assert from "uvu/assert";
import { ColumnArrays } from "../../../../models/_shared/generate/column-arrays.ts";

/** Two rows of one head, one column of two numbers. */
const small = () => new ColumnArrays([2, 1, 1, 2], [Float32Array.of(1, 2, 3, 4)]);

test("ColumnArrays have room for more columns in a copy, and are filled there", () => {
	const roomy = small().copy([0, 1], 3);
	assert.equal(roomy.shape, [2, 1, 3, 2]);
	roomy.fill(1, [Float32Array.of(5, 6, 7, 8)]);
	assert.equal(roomy.arrays, [Float32Array.of(1, 2, 5, 6, 0, 0, 3, 4, 7, 8, 0, 0)]);
});

test("a copy of ColumnArrays may have some of the rows", () => {
	const { shape, arrays } = small().copy([1], 2);
	assert.equal(shape, [1, 1, 2, 2]);
	assert.equal(arrays, [Float32Array.of(3, 4, 0, 0)]);
});

test("ColumnArrays of several heads keep them apart", () => {
	const arrays = new ColumnArrays([1, 2, 1, 1], [Float32Array.of(1, 2)]).copy([0], 2);
	arrays.fill(1, [Float32Array.of(3, 4)]);
	assert.equal(arrays.arrays, [Float32Array.of(1, 3, 2, 4)]);
});

test.run();

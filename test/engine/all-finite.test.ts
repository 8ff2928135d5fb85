import { test } from "uvu";
import * as assert from "uvu/assert";
import { allFinite } from "#engine/all-finite";

test("allFinite() finds NaN and both infinities wherever they stand", () => {
	const { NaN: none, POSITIVE_INFINITY, NEGATIVE_INFINITY } = Number;
	for (const length of [1, 2, 3, 4, 5, 8]) {
		for (let place = 0; place < length; place++) {
			for (const value of [none, POSITIVE_INFINITY, NEGATIVE_INFINITY]) {
				assert.not(allFinite(new Float32Array(length).fill(value, place, place + 1)), `${value} at ${place}`);
				assert.not(allFinite(new Float64Array(length).fill(value, place, place + 1)));
			}
		}
	}
	assert.not(allFinite([POSITIVE_INFINITY, NEGATIVE_INFINITY]));
});

test("allFinite() takes the largest and the smallest numbers, and none at all, for finite", () => {
	assert.ok(allFinite(Float32Array.of(3.4e38, 3.4e38, -3.4e38, 1e-45, -0)));
	assert.ok(allFinite([Number.MAX_VALUE, Number.MAX_VALUE, Number.MAX_VALUE]));
	assert.ok(allFinite(new Float32Array(0)));
});

test.run();

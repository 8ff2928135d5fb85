import { test } from "uvu";
import * as assert from "uvu/assert";
import { bootstrapInterval } from "../../../reports/_shared/bootstrap-interval.ts";

test("equal values leave no doubt, and fewer than two say nothing", () => {
	assert.equal(bootstrapInterval([3, 3, 3]), { low: 3, high: 3 });
	assert.is(bootstrapInterval([3]), undefined);
	assert.is(bootstrapInterval([]), undefined);
});

test("the bounds are 1.96 standard errors from the mean where there are many values", () => {
	const values = Array.from({ length: 400 }, (_, at) => at % 2); // mean 0.5, standard error 0.025
	const { low, high } = bootstrapInterval(values)!;
	assert.ok(Math.abs(low - 0.451) < 0.006, `${low}`);
	assert.ok(Math.abs(high - 0.549) < 0.006, `${high}`);
});

test("the same values give the same bounds, whatever was drawn before", () => {
	const first = bootstrapInterval([1, 2, 5, 9]);
	bootstrapInterval([4, 4, 1]);
	assert.equal(bootstrapInterval([1, 2, 5, 9]), first);
});

test.run();

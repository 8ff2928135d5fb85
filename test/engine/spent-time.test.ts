import { test } from "uvu";
import * as assert from "uvu/assert";
import { measureTime, spentTimes, timed } from "#engine/spent-time";

/** Keeps the process busy. */
function waste(milliseconds: number): number {
	const began = performance.now();
	while (performance.now() - began < milliseconds);
	return milliseconds;
}

test("nothing is measured until somebody asks; the work is done all the same", () => {
	assert.is(
		timed("kernels", "Add", () => waste(1)),
		1,
	);
	assert.equal(spentTimes(), {});
});

test("time is counted by part and by what was done, failures included", () => {
	measureTime();
	timed("kernels", "Add", () => waste(5));
	timed("kernels", "Add", () => waste(5));
	timed("kernels", "Gemm", () => waste(20));
	assert.throws(
		() =>
			timed("sampling", "next token", () => {
				waste(1);
				throw new Error("no luck");
			}),
		"no luck",
	);
	const { kernels, sampling, tokenisation } = spentTimes();
	assert.is(tokenisation, undefined);
	assert.equal([kernels!.calls, kernels!.by.Add!.calls, kernels!.by.Gemm!.calls], [3, 2, 1]);
	assert.ok(kernels!.by.Add!.seconds >= 0.01 && kernels!.by.Gemm!.seconds >= 0.02);
	assert.ok(Math.abs(kernels!.seconds - kernels!.by.Add!.seconds - kernels!.by.Gemm!.seconds) < 1e-9);
	assert.is(sampling!.calls, 1);
});

test("measuring again begins at zero, and ends when it is told to", () => {
	const end = measureTime();
	assert.equal(spentTimes(), {});
	timed("kernels", "Add", () => waste(1));
	end();
	assert.equal(spentTimes(), {});
	timed("kernels", "Add", () => waste(1));
	assert.equal(spentTimes(), {});
});

test.run();

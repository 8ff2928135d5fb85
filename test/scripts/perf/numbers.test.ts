import { test } from "uvu";
import * as assert from "uvu/assert";
import { alternate } from "../../../scripts/perf/alternate.ts";
import { differenceNote, largestDifference } from "../../../scripts/perf/difference.ts";
import { backwardFlops, forwardFlops } from "../../../scripts/perf/flops.ts";
import { median } from "../../../scripts/perf/median.ts";

test("a median is the middle one, or the mean of the two in the middle, in any order", () => {
	assert.is(median([3, 10, 1]), 3);
	assert.is(median([4, 1, 3, 10]), 3.5);
	assert.is(median([7]), 7);
	assert.throws(() => median([]), "There is no median of nothing");
});

test("sides are timed by turns, after a round each that does not count", async () => {
	const order: string[] = [];
	const side = (name: string) => async (round: number) => {
		order.push(`${name}${round}`);
		return round;
	};
	const samples = await alternate(2, { ours: side("a"), public: side("b") });
	assert.equal(order, ["a-1", "b-1", "a0", "b0", "a1", "b1"]);
	assert.equal(samples, { ours: [0, 1], public: [0, 1] });
});

test("differences are relative to large numbers, absolute of small ones; lists of other lengths differ", () => {
	assert.is(largestDifference([100, 0.5], [101, 0.25]), 0.25);
	assert.is(largestDifference([200], [100]), 0.5);
	assert.equal(differenceNote("losses", [1], []), {});
	assert.equal(differenceNote("losses", [2], [1.998]), { note: "losses differ by 1e-3" });
	assert.equal(differenceNote("losses", [1, 2], [1]), { note: "losses: 2 here, 1 there" });
});

test("operations of matrix products, counted by hand", () => {
	const sizes = { layers: 3, hidden: 2, inner: 5, vocab: 7, keys: 1 };
	// A block: q and o 2·2 each, k and v 2·1 each, the MLP 3·2·5.
	assert.is(forwardFlops(sizes, 10, 4), 2 * 10 * 3 * 42 + 2 * 4 * 2 * 7);
	// Back through blocks 2 and 1, and to the matrices of both.
	assert.is(backwardFlops(sizes, 10, 4, [1, 2]), 2 * 10 * (2 * 42 + 2 * 10) + 2 * 4 * 2 * 7);
});

test.run();

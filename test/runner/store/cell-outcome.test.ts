import { test } from "uvu";
import * as assert from "uvu/assert";
import { cellOutcome } from "#runner/store/cell-outcome";

const done = { state: "completed" } as const;
const failed = { state: "failed", reason: "no" } as const;
const skipped = { state: "skipped", reason: "not applicable" } as const;

test("a cell is completed when every record is, or at least one of them", () => {
	assert.equal(cellOutcome([done, done], 2, {}), { state: "completed" });
	assert.equal(cellOutcome([failed, skipped, done], 3, {}), { state: "completed" });
});

test("a cell of failures alone has failed, one of skipped records alone is skipped", () => {
	assert.equal(cellOutcome([failed, failed], 2, {}), { state: "failed", reason: "no" });
	assert.equal(cellOutcome([skipped, skipped], 2, {}), { state: "skipped", reason: "not applicable" });
});

test("a cell with records to come is partial, unless it could not go on", () => {
	assert.equal(cellOutcome([failed], 2, {}), { state: "partial" });
	assert.equal(cellOutcome([done], 2, { failed: "model" }), { state: "failed", reason: "model" });
	assert.equal(cellOutcome([], 2, { skipped: "needs x" }), { state: "skipped", reason: "needs x" });
});

test.run();

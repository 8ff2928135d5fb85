import { test } from "uvu";
import * as assert from "uvu/assert";
import { lanesOf } from "#runner/plan/lanes";

/** Of the miniatures: memory is no bound. */
const small = { hidden: 128, inner: 512 } as never;
/** Of a matrix that no machine here has the memory for. */
const huge = { hidden: 2 ** 18, inner: 2 ** 20 } as never;

test("as many lanes as the experiment says, else as many as memory has room for", () => {
	assert.is(lanesOf({ lanes: 6 }, huge), 6);
	assert.is(lanesOf({ lanes: "auto" }, small), 8);
	assert.is(lanesOf({ lanes: "auto" }, huge), 1);
});

test.run();

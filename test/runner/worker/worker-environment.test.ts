import { test } from "uvu";
import * as assert from "uvu/assert";
import { workerEnvironment } from "#runner/worker/worker-environment";

test("on Linux, workers keep the memory that they free", () => {
	assert.equal(workerEnvironment({}, "linux"), {
		MALLOC_MMAP_THRESHOLD_: "4294967296",
		MALLOC_TRIM_THRESHOLD_: "8589934592",
		MALLOC_TOP_PAD_: "67108864",
	});
	assert.equal(workerEnvironment({}, "darwin"), {});
});

test("what the user has set of it stays", () => {
	const names = Object.keys(workerEnvironment({ MALLOC_TOP_PAD_: "0" }, "linux"));
	assert.equal(names, ["MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"]);
});

test.run();

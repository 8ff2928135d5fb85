import { test } from "uvu";
import * as assert from "uvu/assert";
import { allocatorSettings, heapOptions } from "#runner/worker/worker-memory";

test("on Linux, workers keep the memory that they free", () => {
	assert.equal(allocatorSettings({}, "linux"), {
		MALLOC_MMAP_THRESHOLD_: "4294967296",
		MALLOC_TRIM_THRESHOLD_: "8589934592",
		MALLOC_TOP_PAD_: "67108864",
	});
	assert.equal(allocatorSettings({}, "darwin"), {});
	assert.equal(heapOptions({ NODE_OPTIONS: "--max-old-space-size=8000" }), ["--max-semi-space-size=64"]);
});

test("what the user has set of it stays", () => {
	const names = Object.keys(allocatorSettings({ MALLOC_TOP_PAD_: "0" }, "linux"));
	assert.equal(names, ["MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"]);
	assert.equal(heapOptions({ NODE_OPTIONS: "--max-semi-space-size=32" }), []);
});

test.run();

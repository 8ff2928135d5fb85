import { test } from "uvu";
import * as assert from "uvu/assert";
import { kthLargest } from "../../../../models/_shared/generate/kth-largest.ts";
import { numbers } from "../../../engine/onnx/against-cpu.ts";

test("kthLargest() is what sorting gives", () => {
	const values = numbers(3000);
	const falling = Float32Array.from(values).sort().reverse();
	for (const k of [1, 2, 5, 50, 2999, 3000]) assert.is(kthLargest(values, k), falling[k - 1]);
});

test("kthLargest() counts equal numbers one by one", () => {
	assert.equal(
		[1, 2, 3, 4].map((k) => kthLargest([3, 1, 3, 2], k)),
		[3, 3, 2, 1],
	);
});

test("kthLargest() of fewer than k numbers is the smallest", () => {
	assert.is(kthLargest([2, -1, 5], 50), -1);
});

test.run();

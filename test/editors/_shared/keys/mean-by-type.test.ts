import { test } from "uvu";
import * as assert from "uvu/assert";
import { meanByType } from "../../../../editors/_shared/keys/mean-by-type.ts";

test("vectors are averaged within a type, then over types", () => {
	const rows = Float32Array.of(1, 2, /* */ 4, 0, 6, 4, 2, 8);
	assert.equal(
		[...meanByType(rows, 2, [1, 3])].map((x) => Math.round(x * 1e6) / 1e6),
		[2.5, 3],
	);
	assert.equal([...meanByType(rows, 2, [4])], [3.25, 3.5]);
});

test.run();

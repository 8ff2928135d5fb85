import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { padBatch } from "../../../../models/_shared/tokenizer/pad-batch.ts";
import { goldenFolder } from "./reference-tokens.ts";

test("padBatch() on the left: positions count from the first token", () => {
	assert.equal(padBatch([[5, 6, 7], [8]], 9, "left"), {
		ids: [
			[5, 6, 7],
			[9, 9, 8],
		],
		mask: [
			[1, 1, 1],
			[0, 0, 1],
		],
		positions: [
			[0, 1, 2],
			[0, 0, 0],
		],
	});
});

test("padBatch() on the right: padding repeats the last token's position", () => {
	const { ids, mask, positions } = padBatch(
		[
			[5, 6, 7],
			[8, 8],
		],
		9,
		"right",
	);
	assert.equal(
		[ids[1], mask[1], positions[1]],
		[
			[8, 8, 9],
			[1, 1, 0],
			[0, 1, 1],
		],
	);
});

test("padBatch() masks padding by place, not by id: a pad id inside a row is a token", () => {
	assert.equal(padBatch([[9, 9], [1]], 9, "left").mask, [
		[1, 1],
		[0, 1],
	]);
});

test("padBatch() takes empty rows and no rows", () => {
	assert.equal(padBatch([[], [4]], 9, "left"), { ids: [[9], [4]], mask: [[0], [1]], positions: [[0], [0]] });
	assert.equal(padBatch([], 9, "right"), { ids: [], mask: [], positions: [] });
});

interface Golden {
	readonly forward: Record<
		"batch_left" | "batch_right",
		{ readonly ids: number[][]; readonly mask: number[][] }
	> & {
		readonly rows: readonly { readonly ids: number[] }[];
	};
}

for (const [name, padId] of [
	["tiny-gpt2", 0],
	["tiny-llama", 2],
] as const) {
	test(`padBatch() pads the golden batches of ${name} as the reference implementation does`, () => {
		const { forward } = JSON.parse(readFileSync(join(goldenFolder, `${name}.json`), "utf8")) as Golden;
		const rows = forward.rows.map((row) => row.ids);
		for (const side of ["left", "right"] as const) {
			const { ids, mask } = padBatch(rows, padId, side);
			assert.equal(ids, forward[`batch_${side}`].ids);
			assert.equal(mask, forward[`batch_${side}`].mask);
		}
	});
}

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import { iceLlama2, knowEditMain } from "../../../benchmarks/index.ts";

const labels = (lists: readonly (readonly { readonly label: string }[])[]) =>
	lists.flat().map(({ label }) => label);

test("the preset's data sets and scores are those of the published tables, under the same names", () => {
	assert.equal(labels(knowEditMain.datasets), Object.keys(iceLlama2.rows));
	assert.equal(labels(knowEditMain.metrics), Object.keys(iceLlama2.rows.zsre!.ice!));
});

test("its records are the paper's, as many as its README says", () => {
	const counts = knowEditMain.datasets
		.flat()
		.map(({ implementation, params }) => implementation.count?.(params));
	assert.equal(counts, [1266, 1230, 1392, 885]);
});

test.run();

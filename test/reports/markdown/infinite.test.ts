import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Results } from "#core/results";
import { markdown } from "../../../reports/index.ts";
import { cell, results, scored } from "../make-results.ts";

function render(given: Results): string {
	const [report] = markdown();
	return report!.implementation.render(given, { params: report!.params });
}

test("infinite values are left out and counted by themselves", () => {
	const { POSITIVE_INFINITY, NaN: none } = Number;
	const records = [scored(1, POSITIVE_INFINITY), scored(0, 3), scored(0, none)];
	const text = render(results([cell({ editor: "A" }, { records })]));
	assert.match(text, /\| A +\| +33\.33 \| +3\.00 \|/);
	assert.match(
		text,
		"- facts, PPL_r: 2 of 3 records without a value; 1 value NaN, left out; 1 value infinite, left out.\n",
	);
	assert.match(
		render(results([cell({ editor: "A" }, { records: [scored(1, POSITIVE_INFINITY)] })])),
		/ ∞ \|\n/,
	);
});

test.run();

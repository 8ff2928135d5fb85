import { test } from "uvu";
import * as assert from "uvu/assert";
import type { DataFinding, DataReport } from "#core/data-report";
import { formatReport } from "../../../datasets/_shared/format-report.ts";

const finding = (index: number, changes: Partial<DataFinding> = {}): DataFinding => ({
	severity: "warning",
	rule: "probe without an answer, skipped",
	index,
	field: "locality.Forgetfulness[0].ground_truth",
	message: "got [[]], want a text",
	...changes,
});

const report: DataReport = {
	where: "facts.json",
	total: 6,
	usable: 5,
	counts: { "probes skipped": 4 },
	findings: [
		finding(0),
		finding(1),
		finding(2, { severity: "error", rule: "value missing", field: "", message: "got 5, want an object" }),
		finding(3),
		finding(4),
		finding(5, { rule: "record repeats an earlier one, kept", field: "", message: "equals record 4" }),
	],
};

test("formatReport() groups findings by severity and rule and counts what it does not show", () => {
	assert.equal(formatReport(report, { examples: 2 }), [
		"facts.json: 6 records, 5 usable",
		"  probes skipped: 4",
		"Errors: 1",
		"  1 × value missing",
		"      record 2: got 5, want an object",
		"Warnings: 5",
		"  4 × probe without an answer, skipped",
		"      record 0, locality.Forgetfulness[0].ground_truth: got [[]], want a text",
		"      record 1, locality.Forgetfulness[0].ground_truth: got [[]], want a text",
		"      … and 2 more",
		"  1 × record repeats an earlier one, kept",
		"      record 5: equals record 4",
		"Notes: none",
	]);
});

test("formatReport() shows three places of a rule unless told otherwise", () => {
	const lines = formatReport(report);
	assert.is(lines.filter((line) => line.includes("got [[]]")).length, 3);
	assert.ok(lines.includes("      … and 1 more"));
	assert.not.ok(formatReport(report, { examples: 4 }).some((line) => line.includes("more")));
});

test.run();

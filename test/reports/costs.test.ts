import { test } from "uvu";
import * as assert from "uvu/assert";
import { costs, costsCsv } from "../../reports/index.ts";
import { cell, results, scored } from "./make-results.ts";

const baseline = [
	{
		index: 0,
		record: { id: "r0", subject: "s", prompt: "p", targetNew: "t" },
		by: {},
		cost: { scoreSeconds: 7, peakBytes: 5e8 },
	},
];
const given = results([
	cell({ editor: "Unedited" }, { records: [scored(0)], baseline }),
	cell({ editor: "ICE" }, { records: [scored(1), scored(1), scored(1), { failed: "x" }], baseline }),
	cell({ editor: "ROME" }, { outcome: { state: "skipped", reason: "why" }, expected: 3 }),
]);

test("time and memory stand in a table of their own: medians, the highest peak, the baseline's scoring once", () => {
	const [report] = costs();
	assert.is(
		report!.implementation.render(given, { params: report!.params }),
		`# by-hand: time and memory

## toy

### facts

| Method   | Edit (s) | Score (s) | Memory (MB) |   n |
| :------- | -------: | --------: | ----------: | --: |
| Unedited |    1.000 |     7.000 |         500 |   1 |
| ICE      |    2.000 |     4.000 |         300 |   3 |
| ROME     |        – |         – |           – |   0 |

- Edit and Score: median seconds a record. The unedited model is asked once for all editors, in its own row.
- Memory: highest resident memory of a worker process, in MB of 10⁶ bytes.
`,
	);
});

test("the CSV of costs has a line a cell", () => {
	const [report] = costsCsv();
	assert.equal(report!.implementation.render(given, { params: {} }).trim().split("\n"), [
		"model,dataset,editor,seed,edit_seconds,score_seconds,peak_bytes,records",
		"toy,facts,Unedited,0,1,7,500000000,1",
		"toy,facts,ICE,0,2,4,300000000,3",
		"toy,facts,ROME,0,,,,0",
	]);
});

test.run();

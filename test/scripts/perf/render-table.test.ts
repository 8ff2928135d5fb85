import { test } from "uvu";
import * as assert from "uvu/assert";
import { renderTable } from "../../../scripts/perf/render-table.ts";
import { withMedians } from "../../../scripts/perf/stored-sections.ts";

const lines = withMedians([
	{
		what: "forward",
		unit: "s",
		samples: { ours: [3, 1, 2], public: [4, 4, 5] },
		note: "logits differ by 1e-6",
	},
	{ what: "last", unit: "s", samples: { ours: [1], tuned: [2] } },
	{ what: "share", unit: "%", samples: { ours: [12.34] } },
]);

test("a table has medians and our share of the other's time, and leaves empty what was not measured", () => {
	const [, , first, second, third] = renderTable(lines).split("\n");
	assert.is(first, "| forward | 2.000 s | 4.000 s | 0.50 |  |  | logits differ by 1e-6 |");
	assert.is(second, "| last | 1.000 s |  |  | 2.000 s | 0.50 |  |");
	assert.is(third, "| share | 12.3 % |  |  |  |  |  |");
});

test("a column that would be empty is left out", () => {
	const [head, rule, first] = renderTable(lines.slice(2)).split("\n");
	assert.equal([head, rule, first], ["|  | editbench |", "| --- | ---: |", "| share | 12.3 % |"]);
});

test("scores stand side by side without a ratio: a smaller one is not better", () => {
	const scores = withMedians([{ what: "locality", unit: "%", samples: { ours: [80], public: [81] } }]);
	assert.is(renderTable(scores).split("\n")[2], "| locality | 80.0 % | 81.0 % |  |");
});

test("without PyTorch, a table compares with stored lines, each with its own", () => {
	const now = withMedians([
		{ what: "forward", unit: "s", samples: { ours: [1] } },
		{ what: "new", unit: "s", samples: { ours: [1] } },
	]);
	const [head, , first, second] = renderTable(now, lines).split("\n");
	assert.is(head, "|  | editbench | stored run | ratio |");
	assert.is(first, "| forward | 1.000 s | 2.000 s | 0.50 |");
	assert.is(second, "| new | 1.000 s |  |  |");
});

test.run();

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { renderPage } from "../../../scripts/perf/render-page.ts";
import { renderTable } from "../../../scripts/perf/render-table.ts";
import { readStoredRun, type StoredRun, withMedians } from "../../../scripts/perf/stored-run.ts";

const machine = {
	cpu: "AMD",
	cores: 2,
	os: "Linux",
	node: "v20",
	editbench: "0.1.0",
	engine: "onnx 1",
	pytorch: "PyTorch 2",
};
const lines = withMedians([
	{
		what: "forward",
		unit: "s",
		samples: { ours: [3, 1, 2], public: [4, 4, 5] },
		note: "logits differ by 1e-6",
	},
	{ what: "share", unit: "%", samples: { ours: [12.34] } },
]);
const run: StoredRun = {
	date: "2026-01-02T03:04:05Z",
	command: "npm run perf",
	threads: 2,
	rounds: 5,
	records: 3,
	machine,
	lines,
};

test("a table has medians and our share of the other's time, and leaves empty what was not measured", () => {
	const [, , first, second] = renderTable(lines).split("\n");
	assert.is(first, "| forward | 2.000 s | 4.000 s | 0.50 |  |  | logits differ by 1e-6 |");
	assert.is(second, "| share | 12.3 % |  |  |  |  |  |");
});

test("without PyTorch, a table compares with a stored run, line by line", () => {
	const now = withMedians([
		{ what: "forward", unit: "s", samples: { ours: [1] } },
		{ what: "new", unit: "s", samples: { ours: [1] } },
	]);
	const [head, , first, second] = renderTable(now, run).split("\n");
	assert.is(head, "|  | editbench | stored run | ratio | check |");
	assert.is(first, "| forward | 1.000 s | 2.000 s | 0.50 |  |");
	assert.is(second, "| new | 1.000 s |  |  |  |");
});

test("without either, a table has our times alone", () => {
	const now = withMedians([{ what: "forward", unit: "s", samples: { ours: [1] } }]);
	assert.is(renderTable(now).split("\n")[2], "| forward | 1.000 s |  |");
});

test("the page says when, with what and by which command it was made", () => {
	const page = renderPage(run);
	for (const part of [
		"2026-01-02",
		"`npm run perf`",
		"AMD, 2 cores",
		"PyTorch 2",
		"Medians of 5",
		"3 records",
	])
		assert.ok(page.includes(part), part);
});

test("a stored run is read as it was written; where there is none, there is none", () => {
	const folder = mkdtempSync(join(tmpdir(), "perf-stored-"));
	try {
		const file = join(folder, "performance.json");
		assert.is(readStoredRun(file), undefined);
		writeFileSync(file, JSON.stringify(run));
		assert.equal(readStoredRun(file), run);
	} finally {
		rmSync(folder, { recursive: true });
	}
});

test.run();

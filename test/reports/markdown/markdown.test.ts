import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Results } from "#core/results";
import { markdown } from "../../../reports/index.ts";
import { cell, ratio, results, scored, success, tableLines } from "../make-results.ts";

const render = (given: Results, params: Parameters<typeof markdown>[0] = {}) => {
	const [report] = markdown(params);
	return report!.implementation.render(given, { params: report!.params });
};

const rows = [
	cell({ editor: "FT-M" }, { records: [scored(1, 4), scored(1, 2)] }), // 100, 3
	cell({ editor: "ICE" }, { records: [scored(1, 1), scored(0.5, 4)] }), // 75, 2.5
	cell({ editor: "Unedited" }, { records: [scored(0.25, 1), scored(0, 1)] }), // 12.5, 1
	cell({ editor: "FT-L" }, { records: [scored(0.5, 2.5), scored(0.5, 2.5)] }), // 50, 2.5
];

test("the whole document, with the unedited model first, best bold, second underlined, and ties that share", () => {
	assert.is(
		render(results(rows, { question: "Which is best?" })),
		`# by-hand

Which is best?

## toy: single edits (exact), scores exact

### facts

| Method   | Edit Succ. ↑ |     PPL_r ↓ |
| :------- | -----------: | ----------: |
| Unedited |        12.50 |        1.00 |
| FT-M     |   **100.00** | <u>3.00</u> |
| ICE      | <u>75.00</u> |    **2.50** |
| FT-L     |        50.00 |    **2.50** |

- facts: n = 2 records.

## Notes

- Best edited model **bold**, second <u>underlined</u>; ↑ higher is better, ↓ lower is better. Means over records; a record's probes are pooled (aggregation pooled).
`,
	);
});

test("the same results give the same bytes", () => {
	const options = { intervals: true };
	assert.is(render(results(rows), options), render(results(structuredClone(rows)), options));
});

test("datasets stand side by side under their names where the line has room, else below each other", () => {
	const both = results(
		["a", "b"].flatMap((dataset) => [
			cell({ editor: "X", dataset }, { records: [scored(1, 2)] }),
			cell({ editor: "Y", dataset }, { records: [scored(0, 1)] }),
		]),
	);
	assert.equal(tableLines(render(both)), [
		"|        | a                        | | b                        | |",
		"| :----- | -----------: | ----------: | -----------: | ----------: |",
		"| Method | Edit Succ. ↑ |     PPL_r ↓ | Edit Succ. ↑ |     PPL_r ↓ |",
		"| X      |   **100.00** | <u>2.00</u> |   **100.00** | <u>2.00</u> |",
		"| Y      |  <u>0.00</u> |    **1.00** |  <u>0.00</u> |    **1.00** |",
	]);
	assert.is(tableLines(render(both))[0]!.length, 68);
	assert.is(render(both, { width: 68 }), render(both));
	const narrow = render(both, { width: 67 });
	assert.is(tableLines(narrow).length, 8);
	assert.match(narrow, /### a\n\n\| Method \|[\s\S]*### b\n\n\| Method \|/);
});

test("a long name spans its group, and makes it wider where it must", () => {
	const named = (dataset: string) =>
		render(
			results([
				cell({ editor: "X", dataset: "a" }, { records: [scored(1, 2)] }),
				cell({ editor: "X", dataset }, { records: [scored(1, 2)] }),
			]),
		);
	assert.equal(tableLines(named("zsre(limit=100)")).slice(0, 3), [
		"|        | a                    | | zsre(limit=100)      | |",
		"| :----- | -----------: | ------: | -----------: | ------: |",
		"| Method | Edit Succ. ↑ | PPL_r ↓ | Edit Succ. ↑ | PPL_r ↓ |",
	]);
	assert.equal(tableLines(named("zsre(limit=100, offset=2)")).slice(0, 3), [
		"|        | a                    | | zsre(limit=100, offset=2) | |",
		"| :----- | -----------: | ------: | ----------------: | ------: |",
		"| Method | Edit Succ. ↑ | PPL_r ↓ |      Edit Succ. ↑ | PPL_r ↓ |",
	]);
});

test("places are given to numbers as they are printed", () => {
	const near = [
		cell({ editor: "A" }, { records: [scored(0.500011)] }),
		cell({ editor: "B" }, { records: [scored(0.500009)] }),
		cell({ editor: "C" }, { records: [scored(0.4)] }),
	];
	assert.equal(tableLines(render(results(near, { metrics: [success] }))).slice(2), [
		"| A      |    **50.00** |",
		"| B      |    **50.00** |",
		"| C      | <u>40.00</u> |",
	]);
});

test("a single edited model is not called the best", () => {
	const alone = [rows[2]!, rows[1]!];
	assert.equal(tableLines(render(results(alone, { metrics: [success] }))).slice(2), [
		"| Unedited |        12.50 |",
		"| ICE      |        75.00 |",
	]);
});

test("a model and scoring has a table of its own, whose heading says how was edited and scored", () => {
	const scorings = ["exact", "reference-left"] as const;
	const text = render(
		results(
			[
				cell({ editor: "ICE", model: "one" }, { records: [scored(1)], scorings }),
				cell({ editor: "ICE", model: "two" }, { records: [scored(1)], scorings }),
				cell(
					{ editor: "ROME", model: "two" },
					{ records: [scored(1)], scorings: ["exact", "reference-right"] },
				),
			],
			{ fidelity: { edit: "reference", score: "both" }, metrics: [success] },
		),
	);
	assert.equal(
		text.split("\n").filter((line) => /^## (?!Notes)|^\| [IR]/.test(line)),
		[
			"## one: single edits (reference), scores exact",
			"| ICE    |       100.00 |",
			"## one: single edits (reference), scores reference-left",
			"| ICE    |       100.00 |",
			"## two: single edits (reference), scores exact",
			"| ICE    |   **100.00** |",
			"| ROME   |   **100.00** |",
			"## two: single edits (reference), scores reference-left",
			"| ICE    |       100.00 |",
			"## two: single edits (reference), scores reference-right",
			"| ROME   |       100.00 |",
		],
	);
});

test("the heading names the size of batches", () => {
	const text = render(
		results([cell({ editor: "MEMIT" }, { records: [scored(1)] })], { regime: { kind: "batch", size: 100 } }),
	);
	assert.match(text, "## toy: batch edits of 100 (exact), scores exact\n");
});

test("several seeds give their mean and standard deviation", () => {
	const seeds = [0.4, 0.5, 0.6].map((value, seed) =>
		cell({ editor: "ICE", seed }, { records: [scored(value)] }),
	);
	const text = render(results(seeds, { metrics: [success] }));
	assert.is(tableLines(text)[2], "| ICE    | 50.00 ± 10.00 |");
	assert.match(text, "- facts: n = 1 records for each of 3 seeds (0, 1, 2).");
	assert.match(text, "- Mean ± standard deviation over seeds.");
});

test("published numbers stand below ours with the difference, and their source and note below the table", () => {
	const published = {
		source: "arXiv 0000.00000",
		model: "toy",
		note: "Read off <b>a plot</b>.",
		rows: {
			facts: { ice: { "edit-success": 76.5 }, none: { "edit-success": 12.5 }, rome: { "edit-success": 1 } },
		},
	};
	const text = render(results(rows, { published: [published] }));
	assert.equal(tableLines(text).slice(2), [
		"| Unedited    |         12.50 |        1.00 |",
		"| ↳ published | 12.50 (±0.00) |             |",
		"| FT-M        |    **100.00** | <u>3.00</u> |",
		"| ICE         |  <u>75.00</u> |    **2.50** |",
		"| ↳ published | 76.50 (−1.50) |             |",
		"| FT-L        |         50.00 |    **2.50** |",
	]);
	assert.match(text, "- ↳ published: the published number, in brackets ours minus it.");
	assert.match(text, "- Published: arXiv 0000.00000. Read off \\<b>a plot\\</b>.\n");
	assert.not.match(render(results(rows, { published: [{ ...published, model: "other" }] })), "ublished");
});

test("a variant of a metric never stands beside numbers of another", () => {
	const shifted = { ...ratio, label: 'perplexity-ratio(variant="shifted")' };
	const published = [{ source: "s", model: "toy", rows: { facts: { ice: { "perplexity-ratio": 2 } } } }];
	assert.match(render(results(rows, { published })), "2.00 (+0.50)");
	assert.not.match(render(results(rows, { published, metrics: [shifted] })), "ublished");
});

test("a cell without numbers says why, and a long reason is told in full below", () => {
	const long = 'the model "toy" gives no gradients, and the editor "rome" needs them';
	const text = render(
		results([
			cell({ editor: "A" }, { outcome: { state: "skipped", reason: long }, expected: 2 }),
			cell({ editor: "B" }, { outcome: { state: "failed", reason: "out of\nmemory" }, expected: 2 }),
			cell({ editor: "C" }, { outcome: { state: "partial" }, expected: 2 }),
			cell({ editor: "D" }, { records: [{ skipped: "no subject" }, { failed: "NaN" }] }),
			cell({ editor: "E", dataset: "more" }, { records: [scored(1, 1)] }),
			cell({ editor: "A", dataset: "more" }, { records: [scored(1, 1)] }),
		]),
	);
	assert.equal(
		tableLines(text)
			.slice(3)
			.map((line) =>
				line
					.split("|")
					.slice(1, 4)
					.map((part) => part.trim()),
			),
		[
			["A", 'skipped: the model "toy" gives no gradi…', ""],
			["B", "failed: out of memory", ""],
			["C", "not run", ""],
			["D", "0 of 2 records (1 skipped: no subject; …", ""],
			["E", "excluded", ""],
		],
	);
	assert.match(text, `- A on facts: skipped: ${long}.\n`);
	assert.match(text, "- B on facts: failed: out of memory.\n");
	assert.match(text, "- C on facts: not run.\n");
	assert.match(text, "- D on facts: 0 of 2 records (1 skipped: no subject; 1 failed: NaN).\n");
});

test("numbers of a cell that is incomplete are marked, with the reasons and their counts below", () => {
	const records = [
		scored(1),
		{ skipped: "no subject" },
		{ skipped: "no subject" },
		...["a", "b", "c", "d", "e"].map((failed) => ({ failed })),
	];
	const text = render(results([cell({ editor: "ICE" }, { records, expected: 9 })], { metrics: [success] }));
	assert.is(tableLines(text)[2], "| ICE    |      100.00† |");
	assert.match(
		text,
		"- † ICE on facts: 1 of 9 records (2 skipped: no subject; 1 failed: a; 1 failed: b; 1 failed: c; " +
			"2 failed for other reasons; 1 not run).\n",
	);
});

test("a cell that broke off says why where its counts stand", () => {
	const broken = {
		records: [scored(1)],
		expected: 4,
		outcome: { state: "failed", reason: "killed thrice" },
	} as const;
	assert.match(
		render(results([cell({ editor: "ICE" }, broken)])),
		"- † ICE on facts: 1 of 4 records (3 not run: killed thrice).\n",
	);
});

test("NaN and records without a value are left out and counted, once for all editors alike", () => {
	const records = [scored(1, Number.NaN), scored(0, 3), { "edit-success": { rewrite: [0.5] } }];
	const text = render(
		results([
			cell({ editor: "A" }, { records }),
			cell({ editor: "B" }, { records }),
			cell({ editor: "C", dataset: "other" }, { records: [scored(1, Number.NaN)] }),
			cell({ editor: "D", dataset: "other" }, { records: [scored(1)] }),
		]),
	);
	assert.match(text, "| A      |    **50.00** | **3.00** |");
	assert.match(text, "- facts, PPL_r: 2 of 3 records without a value; 1 value NaN, left out.\n");
	assert.match(text, "- other, PPL_r, C: 1 of 1 record without a value; 1 value NaN, left out.\n");
	assert.match(text, "- other, PPL_r, D: 1 of 1 record without a value.\n");
	assert.match(text, / NaN \|\n/);
	assert.match(text, / – \|\n/);
});

test("intervals stand behind the numbers on demand", () => {
	const text = render(
		results([cell({ editor: "ICE" }, { records: [scored(0.5), scored(0.5)] })], { metrics: [success] }),
		{
			intervals: true,
		},
	);
	assert.is(tableLines(text)[2], "| ICE    | 50.00 [50.00, 50.00] |");
	assert.match(text, "95 % bootstrap interval of the mean over records (1000 resamples)");
});

test("labels, reasons and notes mean themselves in Markdown", () => {
	const text = render(
		results(
			[
				cell(
					{ editor: "a|b *c* <i>" },
					{ outcome: { state: "failed", reason: "`x` | [y](z)" }, expected: 1 },
				),
			],
			{
				notes: ["wiki_recent: _no_ context"],
			},
		),
	);
	assert.match(text, "| a\\|b \\*c\\* \\<i> | failed: \\`x\\` \\| [y\\](z) |");
	assert.match(text, "- wiki_recent: \\_no\\_ context\n");
});

test("an aggregation per key is said and computed", () => {
	const scores = { "edit-success": { one: [1, 1, 1], two: [0] } };
	const given = { metrics: [success] };
	const cells = [cell({ editor: "ICE" }, { records: [scores] })];
	assert.is(tableLines(render(results(cells, given)))[2], "| ICE    |        75.00 |");
	const perKey = render(results(cells, { ...given, aggregation: "per-key" }));
	assert.is(tableLines(perKey)[2], "| ICE    |        50.00 |");
	assert.match(perKey, "(aggregation per-key)");
});

test.run();

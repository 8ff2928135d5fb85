import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Results } from "#core/results";
import { csv } from "../../../reports/index.ts";
import { cell, ratio, results, scored, success } from "../make-results.ts";

const render = (given: Results) => csv()[0]!.implementation.render(given, { params: {} });
const header =
	"model,dataset,editor,seed,regime,edit,scoring,aggregation,metric,key,value,ci_low,ci_high,n,without,nan,expected," +
	"skipped,failed,state,reason,published,difference,published_source";

test("a line a number, with interval, counts and the published number, and a line a key", () => {
	const published = [{ source: "a, b", model: "toy", rows: { facts: { ice: { "edit-success": 50.5 } } } }];
	const records = [scored(0.5, 3), scored(0.5, Number.NaN), { skipped: "no subject" }];
	assert.is(
		render(results([cell({ editor: "ICE" }, { records })], { published })),
		`${header}
toy,facts,ICE,0,single,exact,exact,pooled,edit-success,,50,50,50,2,0,0,3,1,0,completed,,50.5,-0.5,"a, b"
toy,facts,ICE,0,single,exact,exact,pooled,edit-success,rewrite,50,,,,,,,,,,,,,
toy,facts,ICE,0,single,exact,exact,pooled,perplexity-ratio,,3,,,1,1,1,3,1,0,completed,,,,
toy,facts,ICE,0,single,exact,exact,pooled,perplexity-ratio,ppl_r,3,,,,,,,,,,,,,
`,
	);
});

test("a cell without numbers has its lines, with state and reason", () => {
	const outcome = { state: "failed", reason: 'say "why",\nplease' } as const;
	assert.is(
		render(results([cell({ editor: "ICE" }, { outcome, expected: 4 })], { metrics: [success] })),
		`${header}
toy,facts,ICE,0,single,exact,exact,pooled,edit-success,,,,,0,0,0,4,0,0,failed,"say ""why"",
please",,,
`,
	);
});

test("each seed and scoring has lines of its own, with all digits", () => {
	const scorings = ["exact", "reference-left"] as const;
	const cells = [0, 1].map((seed) =>
		cell({ editor: "ICE", seed }, { records: [scored(0, 1 / 3 + seed)], scorings }),
	);
	const wholes = render(results(cells, { metrics: [ratio] }))
		.trim()
		.split("\n")
		.slice(1)
		.map((line) => line.split(","))
		.filter(([, , , , , , , , , key]) => key === "");
	assert.equal(
		wholes.map((fields) => [fields[3], fields[6], fields[10]]),
		[
			["0", "exact", String(1 / 3)],
			["0", "reference-left", String(1 / 3)],
			["1", "exact", String(4 / 3)],
			["1", "reference-left", String(4 / 3)],
		],
	);
});

test.run();

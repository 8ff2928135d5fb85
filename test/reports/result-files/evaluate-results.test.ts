import { test } from "uvu";
import * as assert from "uvu/assert";
import { evaluateResults } from "../../../reports/result-files/evaluate-results.ts";
import { formatEvaluation } from "../../../reports/result-files/format-evaluation.ts";
import type { ResultRecord } from "../../../reports/result-files/result-record.ts";

const records: readonly ResultRecord[] = [
	{
		pre: { rewrite_acc: [0.25], portability: { reasoning_acc: [0.5] }, fluency: { ngram_entropy: 6 } },
		post: {
			rewrite_acc: [1],
			portability: { reasoning_acc: [1, 0, 0, 0], Subject_Aliasing_acc: [1] },
			locality: { Forgetfulness_acc: [0.5] },
			fluency: { ngram_entropy: 5.5 },
		},
	},
	{
		pre: { rewrite_acc: [0.75], portability: {}, fluency: { ngram_entropy: 6.5 } },
		post: {
			rewrite_acc: [0.5],
			portability: { Logical_Generalization_acc: [] },
			locality: { Forgetfulness_acc: [Number.NaN, 1] },
			fluency: { ngram_entropy: 6 },
		},
	},
];

test("accuracies become percent, entropy is multiplied by 100", () => {
	const { Edit_Succ, Portability, Locality, Fluency, ppl_r } = evaluateResults(records);
	assert.equal(
		{ Edit_Succ, Portability, Locality, Fluency, ppl_r },
		{ Edit_Succ: 75, Portability: 40, Locality: 75, Fluency: 575, ppl_r: null },
	);
});

test("the rule changes portability, and not the lines of its keys", () => {
	const perKey = evaluateResults(records, { aggregation: "per-key" });
	assert.is(perKey.Portability, 62.5);
	assert.equal(perKey.Portability_by_key, { reasoning_acc: 25, Subject_Aliasing_acc: 100 });
	assert.equal(evaluateResults(records).Portability_by_key, perKey.Portability_by_key);
});

test("what a mean leaves out is counted", () => {
	const { cases } = evaluateResults(records);
	assert.equal(cases.Portability, { records: 1, without: 1, nan: 0 });
	assert.equal(cases.Locality, { records: 2, without: 0, nan: 1 });
});

test("scores before editing stand beside those after it", () => {
	const { pre } = evaluateResults(records);
	assert.equal([pre?.Edit_Succ, pre?.Portability, pre?.Fluency, pre?.Locality], [50, 50, 625, null]);
	assert.is(evaluateResults([{ post: { rewrite_acc: [1] } }]).pre, null);
});

test("a perplexity ratio that is not defined is left out and counted", () => {
	const { ppl_r, cases } = evaluateResults(records, { perplexityRatios: [3, Number.NaN] });
	assert.is(ppl_r, 3);
	assert.equal(cases.ppl_r, { records: 1, without: 1, nan: 1 });
	const infinite = evaluateResults(records, { perplexityRatios: [3, Number.POSITIVE_INFINITY] });
	assert.is(infinite.ppl_r, 3);
	assert.equal(infinite.cases.ppl_r, { records: 1, without: 1, nan: 1, infinite: 1 });
	assert.match(
		formatEvaluation(infinite).join("\n"),
		/ppl_r.* \(1 record; 1 without a value; 1 infinite left out\)/,
	);
});

test("WikiBio's records, which have no portability probes, have no portability: not a zero", () => {
	assert.is(evaluateResults([{ post: { rewrite_acc: [1], portability: {} } }]).Portability, null);
});

test("the JSON has the published names", () => {
	const json = JSON.parse(JSON.stringify(evaluateResults(records)));
	for (const name of ["Edit_Succ", "Portability", "Locality", "Fluency", "ppl_r", "Portability_by_key"]) {
		assert.ok(name in json, name);
	}
});

test.run();

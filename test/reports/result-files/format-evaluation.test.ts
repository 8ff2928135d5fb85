import { test } from "uvu";
import * as assert from "uvu/assert";
import { evaluateResults } from "../../../reports/result-files/evaluate-results.ts";
import { formatEvaluation } from "../../../reports/result-files/format-evaluation.ts";

const records = [
	{
		pre: { rewrite_acc: [0.5], fluency: { ngram_entropy: 6 } },
		post: {
			rewrite_acc: [1],
			portability: { reasoning_acc: [1, 0, 0], Subject_Aliasing_acc: [1] },
			locality: { Forgetfulness_acc: [Number.NaN, 0.5] },
			fluency: { ngram_entropy: 5.5 },
		},
	},
	{ post: { rewrite_acc: [1], locality: { Forgetfulness_acc: [1] }, fluency: { ngram_entropy: 6 } } },
];

test("lines stand in the order of the published script and say what was left out", () => {
	assert.equal(formatEvaluation(evaluateResults(records)), [
		"2 records, aggregation pooled (all probes of a record pooled)",
		"Edit_Succ: 100.0000",
		"Portability: 50.0000 (1 record; 1 without a value)",
		"Portability (reasoning_acc): 33.3333",
		"Portability (Subject_Aliasing_acc): 100.0000",
		"Locality: 75.0000 (1 NaN left out)",
		"Fluency: 575.0000",
		"ppl_r: not computed (needs --output-file and --model)",
		"Before editing: Edit_Succ 50.0000, Portability none, Fluency 600.0000",
	]);
});

test("the perplexity ratio has its line, also where all are NaN", () => {
	const lines = (perplexityRatios: number[]) =>
		formatEvaluation(evaluateResults(records, { perplexityRatios })).filter((line) =>
			line.startsWith("ppl_r"),
		);
	assert.equal(lines([2, 4]), ["ppl_r: 3.0000"]);
	assert.equal(lines([Number.NaN]), ["ppl_r: none (0 records; 1 without a value; 1 NaN left out)"]);
});

test.run();

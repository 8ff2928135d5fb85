import { test } from "uvu";
import * as assert from "uvu/assert";
import { aggregations, type ProbeScores } from "#core/aggregate";
import type { KnowEditRecord } from "#core/record";
import type { BaselineResult, MetricColumn } from "#core/results";
import { cellScore } from "../../../reports/_shared/cell-score.ts";
import {
	evaluateResults,
	matchTexts,
	parseResultFile,
	parseTextFile,
	toResultFiles,
} from "../../../reports/result-files/index.ts";
import { cell, completed, results, scored, success } from "../make-results.ts";

const column = (name: string, scale = 100): MetricColumn => ({ ...success, label: name, name, scale });
const metrics = [
	column("edit-success"),
	column("rephrase"),
	column("portability"),
	column("locality"),
	column("fluency"),
	column("rewrite-ppl", 1),
];

const record = (index: number): KnowEditRecord => ({
	id: `r${index}`,
	subject: "Atla",
	prompt: `The capital ${index} of Atla is`,
	targetNew: "Brin",
	targetTrue: "Cor",
	rephrase: "Atla's capital is",
	context: ["Atla moved its government to Brin."],
	portability: { reasoning: [{ prompt: "Atla's mayor sits in", answer: "Brin" }] },
	locality: { Forgetfulness: [{ prompt: "Atla's old capital is", answer: "Cor" }] },
});

const scoresOf = (rewrite: number, portability: ProbeScores, fluency: number) => ({
	"edit-success": { rewrite: [rewrite] },
	rephrase: { rephrase: [0.5] },
	portability,
	locality: { Forgetfulness: [1, rewrite], Relation_Specificity: [0.25] },
	fluency: { ngram_entropy: [fluency] },
	"rewrite-ppl": { rewrite: [1.5] },
});
const text = (index: number, words: string) => ({
	text: { prompt: [1], ids: [1, 2], text: `The capital ${index} of Atla is ${words}` },
});

const baseline = [0, 1, 2].map(
	(index): BaselineResult => ({
		index,
		record: record(index),
		by: { exact: { answers: text(index, "Cor"), scores: scoresOf(0, { reasoning: [0] }, 6) } },
		cost: { scoreSeconds: 1, peakBytes: 1 },
	}),
);
const edited = {
	...cell({ editor: "FT-M(steps=5)" }, { baseline, expected: 3 }),
	records: [
		completed(0, {
			exact: {
				answers: { other: [], ...text(0, "Brin") },
				scores: scoresOf(1, { reasoning: [1, 0.5, Number.NaN], Subject_Aliasing: [0] }, 5.5),
			},
		}),
		{ index: 1, id: "r1", state: "skipped", reason: "no subject" } as const,
		completed(2, { exact: { answers: text(2, "Brin"), scores: scoresOf(2 / 3, {}, Number.NaN) } }),
	],
};
const given = results([edited], { metrics });

test("a cell becomes the two files of the Python tools, without the records that were skipped", () => {
	const files = toResultFiles(given);
	assert.equal(
		files.map(({ name }) => name),
		["exact/FT-M(steps=5)_facts_toy_results.json", "exact/FT-M(steps=5)_facts_toy_gen_sentence.json"],
	);
	const [first, second] = JSON.parse(files[0]!.contents);
	assert.equal([first.case_id, second.case_id], [0, 2]);
	assert.equal(first.pre, {
		rewrite_ppl: [1.5],
		rewrite_acc: [0],
		rephrase_acc: [0.5],
		portability: { reasoning_acc: [0] },
		fluency: { ngram_entropy: 6 },
	});
	assert.equal(first.post, {
		rewrite_ppl: [1.5],
		rewrite_acc: [1],
		rephrase_acc: [0.5],
		locality: { Forgetfulness_acc: [1, 1], Relation_Specificity_acc: [0.25] },
		portability: { reasoning_acc: [1, 0.5], Subject_Aliasing_acc: [0] },
		fluency: { ngram_entropy: 5.5 },
	});
	assert.equal(first.fidelity, { edit: "exact", score: "exact" });
	assert.is(second.time, 3);
	assert.is(first.requested_rewrite.ground_truth, "Cor");
	assert.equal(first.requested_rewrite.locality, {
		Forgetfulness: { prompt: ["Atla's old capital is"], ground_truth: ["Cor"] },
	});
	assert.is(JSON.parse(files[1]!.contents)[1].generation_sentence[0], "The capital 2 of Atla is Brin");
});

for (const aggregation of aggregations)
	test(`evaluating the files gives the table's numbers (${aggregation})`, () => {
		const [scores, texts] = toResultFiles(given);
		const records = parseResultFile(scores!.contents, "a");
		const evaluation = evaluateResults(records, { aggregation });
		const inTable = (at: number) =>
			cellScore([edited], { scoring: "exact", metric: metrics[at]!, aggregation }).value;
		assert.is(evaluation.Edit_Succ, inTable(0));
		assert.is(evaluation.Portability, inTable(2));
		assert.is(evaluation.Portability, aggregation === "pooled" ? 50 : 37.5);
		assert.is(evaluation.Locality, inTable(3));
		assert.is(evaluation.Fluency, inTable(4));
		assert.is(matchTexts(records, parseTextFile(texts!.contents, "b")).length, 2);
	});

test("what was not measured is absent, and without texts there is no text file", () => {
	const only = {
		...edited,
		records: [completed(0, { exact: { answers: {}, scores: scored(1) } })],
		baseline: [{ ...baseline[0]!, by: { exact: { answers: {}, scores: scored(0) } } }],
	};
	const files = toResultFiles(results([only], { metrics: [success] }));
	assert.is(files.length, 1);
	assert.equal(Object.keys(JSON.parse(files[0]!.contents)[0].post), ["rewrite_acc", "portability"]);
});

test("several seeds and models of one short name have files of their own", () => {
	const twins = ["a/toy", "b/toy"].flatMap((model) =>
		[0, 1].map((seed) => ({ ...edited, key: { ...edited.key, model, seed } })),
	);
	const names = toResultFiles(results(twins, { metrics })).map(({ name }) => name);
	assert.is(new Set(names).size, 8);
	assert.ok(names.includes("exact/seed-1/FT-M(steps=5)_facts_toy_results.json"));
	assert.ok(names.includes("exact/seed-1/FT-M(steps=5)_facts_toy-2_results.json"));
	assert.ok(names.includes("exact/seed-0/FT-M(steps=5)_facts_toy-2_gen_sentence.json"));
});

test("a cell without edited records has no files", () => {
	assert.equal(toResultFiles(results([cell({ editor: "ICE" }, { records: [{ failed: "x" }] })])), []);
});

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import { evaluateResults } from "../../../reports/result-files/evaluate-results.ts";
import { matchTexts } from "../../../reports/result-files/match-texts.ts";
import { parseResultFile } from "../../../reports/result-files/parse-result-file.ts";
import { parseTextFile } from "../../../reports/result-files/parse-text-file.ts";
import { renderRecords } from "../../../reports/result-files/render-records.ts";
import {
	type EditRequest,
	type ScoredEdit,
	toResultRecord,
	toTextRecord,
} from "../../../reports/result-files/to-result-record.ts";

const request: EditRequest = {
	subject: "Atla",
	prompt: "The capital of Atla is",
	targetNew: "Brin",
	rephrase: "Atla's capital is",
	context: ['Atla moved its government to "Brin".'],
	portability: { reasoning: [{ prompt: "Atla's mayor sits in", answer: "Brin" }] },
	locality: { Forgetfulness: [{ prompt: "Atla's old capital is", answer: "Cor" }] },
};
const edit: ScoredEdit = {
	caseId: 0,
	request,
	before: { rewrite: [1 / 3], portability: { reasoning: [0] }, fluency: 6.1 },
	after: {
		rewrite: [1],
		rewritePerplexity: [1.25],
		rephrase: [0.5],
		portability: { reasoning: [2 / 3] },
		locality: { Forgetfulness: [0.1] },
		fluency: 5.9,
	},
	seconds: 0.75,
	fidelity: { edit: "reference", score: "reference-left" },
};

test("a record has the fields of the Python tools, and the settings of ours", () => {
	assert.equal(toResultRecord(edit), {
		pre: { rewrite_acc: [1 / 3], portability: { reasoning_acc: [0] }, fluency: { ngram_entropy: 6.1 } },
		case_id: 0,
		requested_rewrite: {
			prompt: "The capital of Atla is",
			target_new: "Brin",
			ground_truth: "<|endoftext|>",
			rephrase_prompt: "Atla's capital is",
			portability: { reasoning: { prompt: ["Atla's mayor sits in"], ground_truth: ["Brin"] } },
			locality: { Forgetfulness: { prompt: ["Atla's old capital is"], ground_truth: ["Cor"] } },
			subject: "Atla",
			context: ['Atla moved its government to "Brin".'],
		},
		time: 0.75,
		fidelity: { edit: "reference", score: "reference-left" },
		post: {
			rewrite_ppl: [1.25],
			rewrite_acc: [1],
			rephrase_acc: [0.5],
			locality: { Forgetfulness_acc: [0.1] },
			portability: { reasoning_acc: [2 / 3] },
			fluency: { ngram_entropy: 5.9 },
		},
	});
});

test("what is written reads back with the same numbers", () => {
	const second = { ...edit, caseId: "b", after: { rewrite: [0], portability: {}, locality: {}, fluency: 4 } };
	const text = renderRecords([toResultRecord(edit), toResultRecord(second)]);
	const { Edit_Succ, Portability, Locality, Fluency, pre } = evaluateResults(parseResultFile(text, "a.json"));
	assert.equal(
		{ Edit_Succ, Portability, Locality, Fluency, before: pre?.Edit_Succ },
		{
			Edit_Succ: 50,
			Portability: (2 / 3) * 100,
			Locality: 0.1 * 100,
			Fluency: ((5.9 + 4) / 2) * 100,
			before: (1 / 3) * 100,
		},
	);
});

test("NaN is left out, for the file must be JSON", () => {
	const after = { rewrite: [1], locality: { Forgetfulness: [Number.NaN, 0.5] }, fluency: Number.NaN };
	const { post } = toResultRecord({ ...edit, after });
	assert.equal(post, { rewrite_acc: [1], locality: { Forgetfulness_acc: [0.5] }, portability: {} });
});

test("texts written beside results are matched with them", () => {
	const results = parseResultFile(renderRecords([toResultRecord(edit)]), "a.json");
	const written = toTextRecord({ ...request, targetTrue: "Cor" }, "The capital of Atla is Brin, said Brin.");
	const texts = parseTextFile(renderRecords([written]), "t.json");
	assert.is(texts[0]?.ground_truth, "Cor");
	assert.equal(matchTexts(results, texts), [
		{ prompt: request.prompt, targetNew: "Brin", text: "The capital of Atla is Brin, said Brin." },
	]);
});

test.run();

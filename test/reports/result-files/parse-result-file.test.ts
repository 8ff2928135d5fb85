import { test } from "uvu";
import * as assert from "uvu/assert";
import { parseResultFile } from "../../../reports/result-files/parse-result-file.ts";
import { assertUserError } from "./user-error.ts";

const parse = (...records: unknown[]) => parseResultFile(JSON.stringify(records), "a.json");
const wantList = 'want a list of results { pre, case_id, requested_rewrite, post }, as in "…_results.json".';

test("a record keeps its scores, its request and its time", () => {
	const record = {
		pre: { rewrite_acc: [0.5], rewrite_ppl: [12.5], portability: {}, fluency: { ngram_entropy: 6 } },
		case_id: 7,
		requested_rewrite: { prompt: "The capital of Atla is", target_new: "Brin", subject: "Atla" },
		time: 1.5,
		post: { rewrite_acc: [1], rephrase_acc: [0.25], locality: { Forgetfulness_acc: [1, 0] } },
	};
	assert.equal(parse(record), [record]);
});

test("a lone number counts as a list of one, as in-context runs of the Python tools write it", () => {
	const [record] = parse({ post: { rewrite_acc: 1, portability: { reasoning_acc: 0.5 } } });
	assert.equal(record?.post, { rewrite_acc: [1], portability: { reasoning_acc: [0.5] } });
});

test("Python's NaN is read as NaN", () => {
	const [record] = parseResultFile('[{"post": {"rewrite_acc": [NaN, 1.0]}}]', "a.json");
	assert.equal(record?.post?.rewrite_acc, [Number.NaN, 1]);
});

test("predicted ids are not taken for scores", () => {
	const [record] = parse({ pre: { rewrite_acc: [0], locality: { Relation_Specificity_output: [[3, 4]] } } });
	assert.equal(record?.pre?.locality, {});
});

test("what is no list is refused", () => {
	assertUserError(
		() => parseResultFile('{"post": {}}', "a.json"),
		`a.json: got an object with the keys "post", ${wantList}`,
		/one list, with one object for each edited record/,
	);
});

test("an empty list is refused", () => {
	assertUserError(() => parse(), `a.json: got an empty list, ${wantList}`, /finished no record/);
});

test("a text file given as result file is recognised", () => {
	assertUserError(
		() => parse({ prompt: ["q"], target_new: "x", generation_sentence: ["q x"] }),
		`a.json, record 0: got generated texts, ${wantList}`,
		/Give this file as --output-file/,
	);
});

test("a data file given as result file is recognised", () => {
	assertUserError(
		() => parse({ prompt: "q", target_new: "x", subject: "s" }),
		`a.json, record 0: got a record to edit, ${wantList}`,
		/data file/,
	);
	assertUserError(
		() => parse({ case_id: 0, requested_rewrite: { prompt: "q", target_new: "x" } }),
		'a.json, record 0: got an object with the keys "case_id", "requested_rewrite", want an object with "pre" and "post".',
		/not the records themselves/,
	);
});

test("a record that is no object is named", () => {
	assertUserError(
		() => parse({ post: { rewrite_acc: [1] } }, "x"),
		'a.json, record 1: got "x", want an object.',
		/Mend that record/,
	);
});

test("a record without scores after editing is refused where others have them", () => {
	assertUserError(
		() => parse({ post: { rewrite_acc: [1] } }, { pre: { rewrite_acc: [1] } }),
		"a.json, record 1, post: got nothing, want the scores after editing.",
		/Other records have them/,
	);
	assert.is(parse({ pre: { rewrite_acc: [1] } })[0]?.post, undefined);
});

const wrongScores: readonly [title: string, post: unknown, message: string, hint: RegExp][] = [
	["a missing edit success", {}, "post.rewrite_acc: got nothing, want a list of numbers.", /again/],
	[
		"a word among numbers",
		{ rewrite_acc: [1, "1"] },
		'post.rewrite_acc[1]: got "1", want a number.',
		/again/,
	],
	[
		"percentages",
		{ rewrite_acc: [1], portability: { reasoning_acc: [0.5, 75] } },
		"post.portability.reasoning_acc[1]: got 75, want a fraction between 0 and 1.",
		/divide percentages by 100/,
	],
	[
		"a key of unknown kind",
		{ rewrite_acc: [1], locality: { forgetting: [1] } },
		'post.locality: got an object with the keys "forgetting", want names that end in "_acc" (or "_output", which is not scored).',
		/Rename or remove "forgetting"/,
	],
	[
		"a list where keys belong",
		{ rewrite_acc: [1], locality: [1] },
		"post.locality: got a list of 1, want an object with a list of fractions for each key.",
		/again/,
	],
	[
		"fluency without its entropy",
		{ rewrite_acc: [1], fluency: {} },
		"post.fluency.ngram_entropy: got nothing, want a list of numbers.",
		/again/,
	],
	["scores that are no object", 1, "post: got 1, want an object with the scores of a model.", /again/],
];
for (const [title, post, message, hint] of wrongScores) {
	test(`${title}: the message names file, record and field`, () => {
		assertUserError(() => parse({ post }), `a.json, record 0, ${message}`, hint);
	});
}

test("a request without a target is named", () => {
	assertUserError(
		() => parse({ post: { rewrite_acc: [1] }, requested_rewrite: { prompt: "q" } }),
		"a.json, record 0, requested_rewrite.target_new: got nothing, want a string.",
		/again/,
	);
});

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "#core/errors";
import { parseRecords } from "../../../../datasets/_shared/knowedit-form/parse-records.ts";
import { plain } from "./quirks.ts";

const want = "a list of KnowEdit records { subject, prompt, target_new, portability, locality }";

function refusal(json: unknown): UserError {
	try {
		parseRecords(json, { where: "facts.json", split: "zsre" });
	} catch (error) {
		assert.instance(error, UserError);
		return error as UserError;
	}
	throw new Error(`parseRecords() accepted ${JSON.stringify(json)}`);
}

test("parseRecords() refuses an object and points at the list inside it", () => {
	const error = refusal({ version: 1, data: [plain] });
	assert.is(error.message, `facts.json: got an object with the keys "version", "data", want ${want}.`);
	assert.is(error.hint, 'The list under "data" may be what is wanted: save it as a file of its own.');
});

test("parseRecords() refuses a single record, a text and null", () => {
	assert.match(refusal(plain).message, /^facts\.json: got an object with the keys "subject", "prompt"/);
	assert.is(refusal("Syria").message, `facts.json: got "Syria", want ${want}.`);
	assert.is(refusal(null).message, `facts.json: got null, want ${want}.`);
	assert.is(refusal(null).hint, 'Give "path" a data file of KnowEdit, such as test_cf.json.');
});

test("parseRecords() refuses an empty list and a list of texts", () => {
	assert.is(refusal([]).message, `facts.json: got an empty list, want ${want}.`);
	assert.is(
		refusal(["Syria", "Iraq"]).message,
		`facts.json: got a list of 2 whose first is "Syria", want ${want}.`,
	);
});

test("parseRecords() knows CounterFact's records and names their loader", () => {
	const error = refusal([{ case_id: 1, requested_rewrite: { prompt: "{} is in" }, paraphrase_prompts: [] }]);
	assert.is(error.message, `facts.json: got records of CounterFact (ROME's schema), want ${want}.`);
	assert.match(error.hint ?? "", /^Read them with counterfact\(\{ path \}\)\./);
});

test("parseRecords() knows files of results", () => {
	const error = refusal([{ pre: {}, case_id: 0, requested_rewrite: {}, post: {} }]);
	assert.is(error.message, `facts.json: got results of an editing run, want ${want}.`);
	assert.match(error.hint ?? "", /bench eval/);
	assert.match(refusal([{ pre: { rewrite_acc: [0.5] } }]).message, /results of an editing run/);
});

test("parseRecords() knows MEND's zsRE and MMKE-Bench's records", () => {
	assert.match(refusal([{ src: "Who?", alt: "X", loc: "" }]).message, /records of zsRE in MEND's schema/);
	assert.match(refusal([{ src: "Who?", alt: "X", image: "a.jpg" }]).message, /records about images/);
});

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import { defineDataset } from "#core/dataset";
import { UserError } from "#core/errors";
import type { EditRecord } from "#core/record";
import { checkRecords } from "#runner/plan/check-records";
import { findDataset } from "#runner/plan/find-sources";
import { rejection } from "../../helpers/rejection.ts";

const fine = { id: "a", subject: "Lyon", prompt: "Lyon lies in", targetNew: "Peru" };

function refusal(records: unknown): string {
	try {
		checkRecords(records, "mine");
	} catch (error) {
		assert.instance(error, UserError);
		return `${(error as UserError).message} | ${(error as UserError).hint}`;
	}
	return "accepted";
}

test("records with what an edit needs are accepted, with fields of their own too", () => {
	assert.is(refusal([fine, { ...fine, id: "b", targetTrue: "France", context: [], own: 5 }]), "accepted");
	assert.is(refusal([{ ...fine, subject: "", targetTrue: undefined, context: undefined }]), "accepted");
});

test("a record that cannot be used is refused with its place, what it has and what is wanted", () => {
	const { id: _, ...withoutId } = fine;
	const wrong: [unknown, string][] = [
		["records", 'Dataset "mine" loaded "records", not a list of records | Its load() must return a list'],
		[
			[fine, null],
			'Dataset "mine", record 1 is null, not a record | A record has id, subject, prompt and targetNew',
		],
		[[[]], 'Dataset "mine", record 0 is an empty list, not a record'],
		[[withoutId], 'record 0 has "id": nothing; it should be a text with something in it'],
		[[{ ...fine, id: 7 }], 'record 0 has "id": 7; it should be a text with something in it'],
		[[{ ...fine, id: " " }], 'record 0 has "id": " "; it should be'],
		[[fine, fine], 'Dataset "mine": records 0 and 1 have the same id "a" | Ids key stored results'],
		[[{ ...fine, prompt: "" }], 'record 0 has "prompt": ""; it should be a text with something in it'],
		[[{ ...fine, subject: ["Lyon"] }], 'record 0 has "subject": a list of 1; it should be a text'],
		[[{ ...fine, targetNew: undefined }], 'record 0 has "targetNew": nothing; it should be'],
		[[{ ...fine, targetTrue: null }], 'record 0 has "targetTrue": null; it should be a text'],
		[
			[{ ...fine, context: "It moved." }],
			'record 0 has "context": "It moved."; it should be a list of texts',
		],
		[[{ ...fine, context: ["a", 5] }], 'record 0 has "context": a list of 2; it should be a list of texts'],
	];
	for (const [records, message] of wrong) assert.match(refusal(records), message);
});

test("a plan refuses such a dataset", async () => {
	const load = async () => [{ ...fine, id: undefined }] as unknown as readonly EditRecord[];
	const spoilt = defineDataset({ name: "spoilt", summary: "A record without an id", load });
	await rejection(findDataset(spoilt()[0]!), { message: /Dataset "spoilt", record 0 has "id": nothing/ });
});

test.run();

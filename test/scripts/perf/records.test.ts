import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadRecords, wikiCounterfact, writePart } from "../../../scripts/perf/records.ts";
import { rejection } from "../../helpers/rejection.ts";

const folder = mkdtempSync(join(tmpdir(), "perf-records-"));
const record = (subject: string) => ({
	subject,
	prompt: `The capital of ${subject} is`,
	target_new: "Rome",
	ground_truth: "Paris",
	portability: {},
	locality: {},
});
const all = ["France", "Spain", "Peru", "Chad"].map(record);
const subjectsOf = async (where: string, part = {}) =>
	(await loadRecords(where, part)).map(({ subject }) => subject);

test.after(() => rmSync(folder, { recursive: true }));

test("a part written as a file of its own has the records that the part of the whole has", async () => {
	writeFileSync(join(folder, "wiki_counterfact-test_cf.json"), JSON.stringify(all));
	const to = join(folder, "part");
	mkdirSync(to);
	writePart(folder, to, { limit: 2, offset: 1 });
	assert.equal(await subjectsOf(to), ["Spain", "Peru"]);
	assert.equal(await subjectsOf(folder, { limit: 2, offset: 1 }), ["Spain", "Peru"]);
});

test("files of parts share a label, by which random numbers go; parts of a file do not", () => {
	const { label } = wikiCounterfact(folder);
	assert.is(wikiCounterfact(join(folder, "part")).label, label);
	assert.is.not(wikiCounterfact(folder, { offset: 1 }).label, label);
});

test("a folder without the data is refused, with the variable that names it", async () => {
	await rejection(loadRecords(join(folder, "nowhere"), {}), {
		message: /There is no file ".*nowhere\/wiki_counterfact-test_cf\.json"/,
		hint: /EDITBENCH_KNOWEDIT names the folder/,
	});
});

test.run();

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadRecords } from "../../../scripts/perf/records.ts";
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

test("a share of the records begins where it is told to", async () => {
	writeFileSync(join(folder, "wiki_counterfact-test_cf.json"), JSON.stringify(all));
	assert.equal(await subjectsOf(folder), ["France", "Spain", "Peru", "Chad"]);
	assert.equal(await subjectsOf(folder, { limit: 2, offset: 1 }), ["Spain", "Peru"]);
});

test("a folder without the data is refused, with the variable that names it", async () => {
	await rejection(loadRecords(join(folder, "nowhere"), {}), {
		message: /There is no file ".*nowhere\/wiki_counterfact-test_cf\.json"/,
		hint: /EDITBENCH_KNOWEDIT names the folder/,
	});
});

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import { evaluateResults } from "../../../reports/result-files/evaluate-results.ts";
import { parseResultFile } from "../../../reports/result-files/parse-result-file.ts";
import { readResultFiles } from "../../../reports/result-files/read-files.ts";
import { renderRecords } from "../../../reports/result-files/render-records.ts";
import { absent, preEditOnly, readTotals, slices } from "./reference-runs.ts";

function close(actual: unknown, expected: unknown, name: string): void {
	const isClose = typeof actual === "number" && Math.abs(actual - Number(expected)) <= 1e-9;
	assert.ok(isClose, `${name}: got ${actual}, want ${expected}`);
}

if (absent) console.log(`skipped: ${absent}`);
else {
	const records = await readResultFiles(slices);
	const totals = readTotals();
	const pooled = evaluateResults(records);
	const perKey = evaluateResults(records, { aggregation: "per-key" });

	test("three slices of a run are taken together", () => assert.is(records.length, 885));

	test("pooled totals of a reference run equal those of ICE's eval.py to 1e-9", () => {
		const expected = totals.ice_eval_py;
		for (const name of ["Edit_Succ", "Portability", "Locality", "Fluency"] as const) {
			close(pooled[name], expected[name], name);
		}
		assert.equal(Object.keys(pooled.Portability_by_key), Object.keys(expected.Portability_by_key));
		for (const [key, value] of Object.entries(expected.Portability_by_key)) {
			close(pooled.Portability_by_key[key], value, key);
		}
		assert.is(pooled.cases.Portability.records, expected.Portability_cases);
		assert.is(pooled.cases.Locality.records, expected.Locality_cases);
	});

	test("per-key totals of a reference run equal EasyEdit's to 1e-9", () => {
		const expected = totals.easyedit_eval_skipping_empty_lists;
		for (const name of ["Edit_Succ", "Portability", "Locality", "Fluency"] as const) {
			close(perKey[name], expected[name], name);
		}
		close(perKey.Locality, totals.post.locality, "locality");
		assert.equal(perKey.cases.Portability, { records: 803, without: 82, nan: 0 });
		assert.equal(perKey.cases.Locality, { records: 839, without: 46, nan: 0 });
	});

	test("totals before editing equal the reference's, which has no locality there", () => {
		close(perKey.pre?.Edit_Succ, totals.pre.edit_succ, "edit success");
		close(perKey.pre?.Portability, totals.pre.portability, "portability");
		close(perKey.pre?.Fluency, totals.pre.fluency, "fluency");
		assert.is(perKey.pre?.Locality, null);
	});

	test("the lines of each key equal the reference's to the six digits it gives", () => {
		for (const [name, expected] of Object.entries(totals.per_key_micro_pct)) {
			const [stage, group, key] = name.split("/") as [string, string, string];
			const scores = stage === "pre" ? pooled.pre! : pooled;
			const lines = group === "portability" ? scores.Portability_by_key : scores.Locality_by_key;
			assert.is(lines[key]?.toFixed(6), expected.toFixed(6), name);
		}
	});

	test("a reference run written and read again has exactly the same totals", () => {
		const again = parseResultFile(renderRecords(records), "again.json");
		assert.equal(evaluateResults(again), pooled);
	});

	test("a file of results before editing has totals before editing, and no others", async () => {
		const { Edit_Succ, Portability, pre, cases } = evaluateResults(await readResultFiles([preEditOnly]));
		assert.equal({ Edit_Succ, Portability }, { Edit_Succ: null, Portability: null });
		assert.equal(cases.Edit_Succ, { records: 0, without: 1301, nan: 0 });
		assert.equal(pre?.cases.Portability, { records: 1301, without: 0, nan: 0 });
		assert.is(pre?.Locality, null);
	});
}

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import { runBench } from "../bin/run-bench.ts";
import { caseFile } from "./case-project.ts";

test("NaN and Infinity in a result file are read; what is no number is left out and counted", async () => {
	const file = caseFile("results-with-nan/nan_results.json");
	const { code, out } = await runBench(["eval", "--result-file", file]);
	assert.match(out, "3 records");
	assert.match(out, "Edit_Succ: 100.0000 (2 records; 1 without a value; 1 NaN left out)\n");
	assert.match(out, "Fluency: 550.0000 (2 records; 1 without a value; 1 NaN left out)\n");
	assert.match(out, "Locality: 75.0000\n");
	assert.is(code, 0);
});

test.run();

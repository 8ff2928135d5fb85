import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Results } from "#core/results";
import { runPlan } from "#runner/index";
import { planFixture } from "./plan-fixture.ts";

const notes: string[] = [];
let [results, log]: [Results | undefined, string] = [undefined, ""];
test.before(async () => {
	const plan = await planFixture("troubled-lanes");
	results = await runPlan(plan, {
		onEvent: (event) => event.kind === "note" && !event.text.startsWith("worker") && notes.push(event.text),
	});
	log = await readFile(join(plan.folder, "errors.log"), "utf8");
});

test("what fails together is computed one by one, and only the guilty record has failed", () => {
	const states = results!.cells.map(({ records }) => records.map(({ state }) => state));
	const expected = ["completed", "completed", "completed", "completed", "completed", "failed"];
	assert.equal(states, [expected, expected, expected]);
});

test("people are told which records are computed one by one, and why: once a reason", () => {
	assert.equal(notes, [
		"tiny × facts × unedited × 0: records 0, 1, 2, 3, 4, 5 were asked about one by one, since together they failed: RangeError: no more of Japan",
		'tiny × facts × nudges(difficulty="edits-alone") × 0: records 0, 1, 2 were edited one by one, since together they failed: TypeError: one record at a time, please',
		'tiny × facts × nudges(difficulty="own-layers") × 0: records 0, 1, 2 were asked about one by one, since together they failed: All lanes of a view must replace the same weights',
	]);
});

test("errors.log names all records that were computed one by one, with the stacks", () => {
	const found = [
		...log.matchAll(/records ([\d, ]+) were (\S.*) one by one, since together they failed\n(.*)\n +at /g),
	];
	assert.equal(
		found.map(([, records, what, reason]) => [records, what, reason]),
		[
			["0, 1, 2, 3, 4, 5", "asked about", "RangeError: no more of Japan"],
			["0, 1, 2", "edited", "TypeError: one record at a time, please"],
			["3, 4, 5", "edited", "TypeError: one record at a time, please"],
			["0, 1, 2", "asked about", "Error: All lanes of a view must replace the same weights"],
			["3, 4, 5", "asked about", "Error: All lanes of a view must replace the same weights"],
		],
	);
});

test.run();

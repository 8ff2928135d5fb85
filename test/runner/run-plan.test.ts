import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { CellKey, RecordResult, Results } from "#core/results";
import { planExperiment, type RunEvent, readRun, runPlan } from "#runner/index";
import { rejection } from "../helpers/rejection.ts";
import { planFixture } from "./plan-fixture.ts";
import { sameTables } from "./same-tables.ts";

const rowsOf = ({ cells }: Results) => cells.map(({ key, outcome }) => [key.model, key.editor, outcome]);
const reasonOf = (record: RecordResult | undefined) =>
	record !== undefined && "reason" in record ? record.reason : undefined;

test("a run stores every record, asks the unedited model once, and its folder tells the rest", async () => {
	const plan = await planFixture("two-nudges", { limit: 2 });
	const events: RunEvent[] = [];
	const results = await runPlan(plan, { onEvent: (event) => events.push(event) });
	assert.equal(events[0], { kind: "start", cells: 3, records: 6, done: 0 });
	const count = (kind: RunEvent["kind"]) => events.filter((event) => event.kind === kind).length;
	assert.equal([count("record"), count("baseline"), count("cell")], [6, 2, 3]);
	assert.equal(
		rowsOf(results).map(([, editor]) => editor),
		["Unedited", "nudge(wait=100)", "nudge(scale=2, wait=100)"],
	);
	for (const cell of results.cells) {
		assert.equal(cell.outcome, { state: "completed" });
		assert.equal(
			[cell.records, cell.baseline].map((list) => list.map(({ index }) => index)),
			[
				[0, 1],
				[0, 1],
			],
		);
		assert.equal(cell.scorings, ["exact", "reference-left"]);
	}
	sameTables(await readRun(plan.folder), results);
	assert.not(existsSync(join(plan.folder, "lock")));
	checkScores(results);
	const manifest = JSON.parse(await readFile(join(plan.folder, "manifest.json"), "utf8"));
	assert.match(manifest.experiment.text, /name: "two-nudges"/);
	assert.is(manifest.runs.length, 1);
	assert.is(manifest.runs[0].engine.threads, 1);

	const again = await planExperiment(plan, { out: plan.folder, limit: 3 });
	assert.equal(
		again.cells.map(({ records, done }) => [records, done]),
		[
			[3, 2],
			[3, 2],
			[3, 2],
		],
		"records of a smaller limit are kept",
	);
});

function checkScores({ cells }: Results): void {
	const [unedited, , strong] = cells.map(({ records }) => records[0]);
	assert.ok(unedited?.state === "completed" && strong?.state === "completed");
	const { by } = unedited.evaluations[0]!;
	assert.equal(by, cells[0]!.baseline[0]!.by, "the unedited row is the baseline");
	assert.equal(by.exact?.scores.locality, { Relation_Specificity: [1] });
	const edited = strong.evaluations[0]!.by;
	assert.not.equal(edited.exact?.scores.locality, { Relation_Specificity: [1] });
	assert.equal(Object.keys(edited), ["exact", "reference-left"]);
	assert.equal(strong.losses, [1, 0.5]);
	assert.ok(Object.values(strong.deltaNorms)[0]! > 1);
	assert.ok(strong.cost.editSeconds >= 0.1 && strong.cost.peakBytes > 1e7);
	assert.ok(Number.isNaN(edited.exact?.scores.chatter?.none?.[0]), "NaN stays NaN on disk");
	assert.ok("followUp.written" in edited.exact!.answers, "what was asked about the answers is stored too");
}

test("whatever goes wrong in a record, the others are computed", async () => {
	const plan = await planFixture("mishaps");
	const notes: string[] = [];
	const results = await runPlan(plan, {
		onEvent: (event) => event.kind === "note" && notes.push(event.text),
	});
	const [unedited, cell] = results.cells;
	assert.equal(unedited?.outcome, { state: "completed" });
	assert.equal(cell?.outcome, { state: "completed" });
	assert.equal(
		cell?.records.map(({ state }) => state),
		["failed", "failed", "failed", "skipped", "failed", "completed"],
	);
	const reasons = cell?.records.map(reasonOf) ?? [];
	assert.is(reasons[0], "TypeError: subject is not a function");
	assert.match(reasons[1] ?? "", /The worker process ended with exit code 3.*twice/);
	assert.match(reasons[2] ?? "", /The worker process ended by SIGKILL \(out of memory\?\).*twice/);
	assert.is(reasons[3], "the subject is not in the prompt");
	assert.match(
		reasons[4] ?? "",
		/^Editor "nudge\(.*\)" gives a change of "\S+" that is not finite: the edit has diverged$/,
	);
	assert.is(notes.filter((text) => text.includes("trying once more")).length, 2);
	assert.match(await readFile(join(plan.folder, "errors.log"), "utf8"), /TypeError.*\n.*nudge\.ts:/);
	const { done } = (await planExperiment(plan, { out: plan.folder })).cells[1]!;
	assert.is(done, 2, "failures are tried again by the next run, skipped records are not");
});

test("a model that does not load fails its cells, an editor that asks too much is skipped, the rest runs", async () => {
	const notes: string[] = [];
	const results = await runPlan(await planFixture("troubled-models", { limit: 1 }), {
		workers: 2,
		onEvent: (event) => event.kind === "note" && notes.push(event.text),
	});
	assert.is(notes.filter((text) => text.includes("trying once more")).length, 1, "one worker goes ahead");
	const rows = rowsOf(results);
	for (const [model, , outcome] of rows.slice(0, 6)) {
		const { state, reason } = outcome as { state: string; reason: string };
		assert.is(state, "failed");
		const wanted =
			model === "damaged" ? /^model\.safetensors ends too early/ : /exit code 9.*loaded the model/;
		assert.match(reason, wanted);
	}
	assert.equal(rows.slice(6), [
		["tiny", "Unedited", { state: "completed" }],
		["tiny", "nudge", { state: "completed" }],
		[
			"tiny",
			"looks-at-images",
			{ state: "skipped", reason: "looks-at-images needs images, which the model does not offer" },
		],
	]);
});

test("two workers compute what one does", async () => {
	const [one, two] = [await planFixture("two-nudges"), await planFixture("two-nudges")];
	const keys: CellKey[] = [];
	const onEvent = (event: RunEvent) => event.kind === "cell" && keys.push(event.key);
	const alone = await runPlan(one);
	const together = await runPlan(two, { workers: 2, onEvent });
	sameTables(together, alone);
	assert.is(keys.length, 3, "each cell's end is told once");
});

test("an engine that cannot start ends the run with its own message", async () => {
	const plan = await planFixture("needs-gpu");
	process.env.EDITBENCH_TEST_GPU = "yes";
	const run = runPlan(plan).finally(() => delete process.env.EDITBENCH_TEST_GPU);
	await rejection(run, { message: /runs on the CPU, but a GPU was asked for/, hint: /tensorflow/ });
	assert.not(existsSync(join(plan.folder, "lock")));
});

test.run();

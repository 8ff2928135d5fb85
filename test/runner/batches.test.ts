import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { RecordResult, Results } from "#core/results";
import { planExperiment, type RunEvent, runPlan } from "#runner/index";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { fixture, planFixture } from "./plan-fixture.ts";
import { sameTables } from "./same-tables.ts";
import { startRun } from "./start-run.ts";

let undisturbed: Results;
const events: RunEvent[] = [];
test.before(async () => {
	process.env.EDITBENCH_CACHE = temporaryFolder();
	undisturbed = await runPlan(await planFixture("batches"), { onEvent: (event) => events.push(event) });
});

const completed = (record: RecordResult | undefined) => {
	if (record?.state !== "completed") throw new Error(`record ${record?.index} is not completed`);
	return record;
};

test("a batch is one edit, and each of its records a result", () => {
	const [unedited, memit] = undisturbed.cells;
	assert.equal(undisturbed.regime, { kind: "batch", size: 5 });
	assert.is(unedited?.records.length, 12, "the unedited row is as ever");
	assert.is(memit?.records.length, 12);
	const applied = memit!.records.map((record) =>
		record.state === "completed" ? record.evaluations[0]!.editsApplied : record.state,
	);
	assert.equal(applied, [4, 4, 4, "skipped", 4, 5, 5, 5, 5, 5, 2, 2]);
	const [first, second] = memit!.records.map((record) => record.state === "completed" && record);
	assert.ok(first && second);
	assert.equal(second.deltaNorms, first.deltaNorms, "they share the edit");
	assert.is.not(completed(memit!.records[5]).deltaNorms, first.deltaNorms);
	assert.is(first.losses.length, 4 * 20, "the losses of the batch stand with its first record");
	assert.equal(second.losses, []);
	assert.is(second.cost.editSeconds, first.cost.editSeconds, "each has an equal share of the time");
});

test("a batch is edited without the record that the editor cannot edit, which is skipped with the reason", () => {
	const spoiled = undisturbed.cells[1]!.records[3];
	assert.equal(spoiled, { index: 3, id: spoiled!.id, state: "skipped", reason: "subject not in prompt" });
});

test("batch edits write most of their facts", () => {
	const rate = (cell: number) => {
		const values = undisturbed.cells[cell]!.records.filter(({ state }) => state === "completed").map(
			(record) => completed(record).evaluations[0]!.by.exact!.scores["edit-success"]!,
		);
		return values.flatMap((one) => Object.values(one).flat()).reduce((a, b) => a + b, 0) / values.length;
	};
	assert.ok(rate(1) > 0.8 && rate(0) < 0.5, `${rate(1)} after, ${rate(0)} before`);
});

test("an editor that writes one fact at a time is skipped with the reason, and counts no edits", () => {
	const { key, outcome, records } = undisturbed.cells[2]!;
	assert.is(key.editor, "FT-M");
	const reason = "ft-m writes one fact at a time, and cannot make batch edits";
	assert.equal([outcome, records], [{ state: "skipped", reason }, []]);
	assert.equal(events[0], { kind: "start", cells: 3, records: 24, done: 0 });
	assert.is(events.filter(({ kind }) => kind === "record").length, 24);
	assert.is(events.filter(({ kind }) => kind === "cell").length, 3);
});

test("with lanes, the unedited model is asked about several records at once, and batches are as ever", async () => {
	const plan = await planFixture("batches", { lanes: 4, only: ["editor=none", "editor=memit"] });
	assert.equal(
		plan.cells.map(({ ready }) => [ready!.lanes, ready!.grouping.size]),
		[
			[4, 8],
			[4, 5],
		],
	);
	const stored = new Set<string>();
	const { cells } = await runPlan(plan, {
		onEvent: (event) => event.kind === "baseline" && stored.add(String(event.seconds)),
	});
	assert.is(stored.size, 2, "12 records by eights: each has its share of the group's time");
	const scores = (cell: number, { cells }: Pick<Results, "cells">) =>
		cells[cell]!.records.map((one) => one.state === "completed" && one.evaluations[0]!.by.exact!.scores);
	assert.equal(scores(0, { cells }), scores(0, undisturbed));
	assert.equal(scores(1, { cells }), scores(1, undisturbed));
});

test("a run that is killed in a batch goes on with that batch, to the same tables", async () => {
	const out = temporaryFolder();
	const run = startRun(fixture("batches"), out);
	await run.until(
		({ kind, ...event }) => kind === "record" && "key" in event && event.key.editor === "MEMIT",
	);
	run.process.kill("SIGKILL");
	assert.is(await run.ended(), "SIGKILL");
	const plan = await planFixture("batches", { out });
	assert.is(plan.cells[1]!.done % 5, 0, "a batch is stored whole");
	sameTables(await runPlan(plan), undisturbed);
});

test("a batch of which a record is missing is computed again whole; what was there counts", async () => {
	const plan = await planFixture("batches", { only: ["editor=memit"] });
	await runPlan(plan);
	const folder = join(plan.folder, "cells", plan.cells[0]!.id!);
	const path = join(folder, "0001.jsonl");
	const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
	await writeFile(path, `${lines.filter((line) => !line.includes('"index":7,')).join("\n")}\n`);
	const again: number[] = [];
	const results = await runPlan(await planExperiment(plan, { out: plan.folder, only: ["editor=memit"] }), {
		onEvent: (event) => event.kind === "record" && again.push(event.result.index),
	});
	assert.equal(again, [7], "what was there is not told of again");
	const second = (await readFile(join(folder, "0002.jsonl"), "utf8")).trimEnd().split("\n");
	assert.equal(second.map((line) => JSON.parse(line).index).sort(), [5, 6, 7, 8, 9]);
	assert.equal(await readdir(folder), ["0001.jsonl", "0002.jsonl"]);
	sameTables(results, { ...undisturbed, cells: undisturbed.cells.slice(1, 2) });
});

test.run();

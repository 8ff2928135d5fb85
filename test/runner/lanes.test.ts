import { test } from "uvu";
import * as assert from "uvu/assert";
import type { RecordResult, Results } from "#core/results";
import { runPlan } from "#runner/index";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { fixture, planFixture } from "./plan-fixture.ts";
import { sameTables } from "./same-tables.ts";
import { startRun } from "./start-run.ts";

let [alone, together]: (Results | undefined)[] = [];
test.before(async () => {
	process.env.EDITBENCH_CACHE = temporaryFolder();
	alone = await runPlan(await planFixture("lanes"));
	together = await runPlan(await planFixture("lanes", { lanes: 4 }));
});

/** What does not depend on rounding. */
const answersOf = (record: RecordResult) =>
	record.state === "completed"
		? Object.values(record.evaluations[0]!.by).map(({ answers, scores }) => ({
				scores,
				texts: Object.values(answers).flatMap((answer) => ("text" in answer ? [answer.text] : [])),
			}))
		: record;

test("records edited and asked side by side come out as one by one, but for rounding", () => {
	for (const [at, cell] of alone!.cells.entries()) {
		const lanes = together!.cells[at]!;
		assert.equal(lanes.records.map(answersOf), cell.records.map(answersOf), cell.key.editor);
		for (const [i, record] of cell.records.entries()) {
			const other = lanes.records[i]!;
			if (record.state !== "completed" || other.state !== "completed") continue;
			assert.is(other.losses.length, record.losses.length);
			for (const [step, loss] of record.losses.entries()) {
				assert.ok(Math.abs(other.losses[step]! - loss) <= 1e-4 * Math.max(1, Math.abs(loss)));
			}
		}
	}
});

test("a record that its method cannot edit costs those beside it nothing", () => {
	const rome = together!.cells.find(({ key }) => key.editor.startsWith("ROME"))!;
	assert.equal(
		rome.records.map(({ state }) => state),
		["completed", "skipped", "completed", "completed", "completed", "completed"],
	);
});

test("cells of several lanes are other cells than those of one, and say so in the plan", async () => {
	const [one, four] = [await planFixture("lanes"), await planFixture("lanes", { lanes: 4 })];
	assert.is.not(four.cells[2]!.id, one.cells[2]!.id);
	assert.equal(
		four.cells.map(({ ready }) => ready!.grouping.size),
		[8, 1, 4, 4, 4, 4],
	);
	assert.is(four.cells[0]!.ready!.lanes, 4);
});

test("a run that is killed among lanes goes on to the same tables", async () => {
	const out = temporaryFolder();
	const run = startRun(fixture("lanes"), out, { lanes: 4 });
	await run.until(
		({ kind, ...event }) => kind === "record" && "key" in event && event.key.editor.startsWith("ICE"),
	);
	run.process.kill("SIGKILL");
	assert.is(await run.ended(), "SIGKILL");
	const plan = await planFixture("lanes", { out, lanes: 4 });
	sameTables(await runPlan(plan), together!);
});

test.run();

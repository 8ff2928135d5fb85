import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type RunEvent, runPlan } from "#runner/index";
import { planFixture } from "../plan-fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "run-artifacts-"));
// Other files of the same process name folders of their own.
test.before.each(() => {
	process.env.EDITBENCH_CACHE = folder;
});

async function notesOfRun(workers: number): Promise<string[]> {
	const notes: string[] = [];
	const onEvent = (event: RunEvent) => void (event.kind === "note" && notes.push(event.text));
	const results = await runPlan(await planFixture("keeps-statistics", { limit: 4 }), { onEvent, workers });
	for (const { outcome } of results.cells) assert.equal(outcome, { state: "completed" });
	return notes;
}

test("what an editor needs is built once for all workers and later runs, after saying so", async () => {
	const notes = await notesOfRun(2);
	assert.is(notes.filter((text) => text.startsWith("built by")).length, 1);
	assert.ok(notes.includes("Building the shift of tiny, which is kept for later runs"), notes.join("\n"));
	assert.is(notes.filter((text) => /^Built the shift of tiny in \d+ s$/.test(text)).length, 1);
	assert.is(readdirSync(join(folder, "artifacts")).length, 1);
	assert.equal(await notesOfRun(1), []);
});

test.after(() => rmSync(folder, { recursive: true }));
test.run();

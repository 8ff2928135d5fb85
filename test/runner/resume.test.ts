import { existsSync } from "node:fs";
import { appendFile, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Results } from "#core/results";
import { type RunEvent, readRun, runPlan } from "#runner/index";
import { rejection } from "../helpers/rejection.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { fixture, planFixture } from "./plan-fixture.ts";
import { sameTables } from "./same-tables.ts";
import { startRun } from "./start-run.ts";

const file = fixture("two-nudges");
let undisturbed: Results;

test.before(async () => {
	undisturbed = await runPlan(await planFixture("two-nudges"));
});

/** The second record of the first edited cell: in the middle of a cell. */
const inTheMiddle = (event: RunEvent) =>
	event.kind === "record" && event.key.editor !== "Unedited" && event.result.index === 1;

const workerOf = (event: RunEvent) =>
	event.kind === "note" ? /^worker (\d+)$/.exec(event.text)?.[1] : undefined;

const lines = async (path: string) =>
	(await readFile(path, "utf8")).split("\n").filter((line) => line !== "");

/** Lines by cell and record, over all attempts. */
async function linesOfRecords(folder: string): Promise<Map<string, number>> {
	const counts = new Map<string, number>();
	for (const kind of ["cells", "baseline"]) {
		for (const id of await readdir(join(folder, kind))) {
			for (const attempt of await readdir(join(folder, kind, id))) {
				for (const line of await lines(join(folder, kind, id, attempt))) {
					const key = `${kind}/${id}/${JSON.parse(line).index}`;
					counts.set(key, (counts.get(key) ?? 0) + 1);
				}
			}
		}
	}
	return counts;
}

async function gone(pid: number): Promise<boolean> {
	for (let tries = 0; tries < 100; tries++) {
		try {
			process.kill(pid, 0);
		} catch {
			return true;
		}
		await setTimeout(100);
	}
	return false;
}

test("a runner that is killed in the middle of a cell loses no record and doubles none", async () => {
	const out = temporaryFolder();
	const run = startRun(file, out);
	const worker = Number(workerOf(await run.until((event) => workerOf(event) !== undefined)));
	await run.until(inTheMiddle);
	run.process.kill("SIGKILL");
	assert.is(await run.ended(), "SIGKILL");
	assert.ok(await gone(worker), "the worker ends with its runner");
	assert.ok(existsSync(join(out, "lock")), "the dead runner's lock is left");
	const partial = await readRun(out);
	assert.equal(
		partial.cells.map(({ outcome }) => outcome.state),
		["completed", "partial", "partial"],
	);

	const plan = await planFixture("two-nudges", { out });
	assert.ok(plan.cells[1]!.done >= 2 && plan.cells[1]!.done < 3);
	sameTables(await runPlan(plan), undisturbed);
	const counts = await linesOfRecords(out);
	assert.is(counts.size, 4 * 3, "three records of three cells and of the baseline");
	assert.ok([...counts.values()].every((count) => count === 1));
});

test("a line that was cut off in the writing is told of and computed again", async () => {
	const plan = await planFixture("two-nudges", { only: ["editor=unedited"] });
	await runPlan({ ...plan, cells: plan.cells.map((cell) => ({ ...cell, records: 2 })) });
	const torn = join(plan.folder, "cells", plan.cells[0]!.id!, "0001.jsonl");
	await appendFile(torn, (await lines(torn))[1]!.replace('"index":1', '"index":2').slice(0, 200));
	const notes: string[] = [];
	const results = await runPlan(plan, {
		onEvent: (event) => event.kind === "note" && notes.push(event.text),
	});
	assert.equal(notes, [`${torn}:3 was cut off when a run was stopped: computing it again`]);
	sameTables(results, { ...undisturbed, cells: undisturbed.cells.slice(0, 1) });
});

test("a worker that is killed costs its record one more attempt", async () => {
	const plan = await planFixture("two-nudges");
	let killed = 0;
	const results = await runPlan(plan, {
		onEvent(event) {
			const worker = workerOf(event);
			if (worker === undefined || killed > 0) return;
			killed = Number(worker);
			process.kill(killed, "SIGKILL");
		},
	});
	assert.ok(killed > 0);
	sameTables(results, undisturbed);
});

test("a second run of a folder is refused, and Ctrl-C stops the first with everything stored", async () => {
	const out = temporaryFolder();
	const run = startRun(file, out);
	await run.until(inTheMiddle);
	await rejection(runPlan(await planFixture("two-nudges", { out })), {
		message: new RegExp(`Another run writes to ${out} \\(process ${run.process.pid}\\)`),
		hint: /--out/,
	});
	run.process.kill("SIGINT");
	assert.is(await run.ended(), 0);
	assert.not(existsSync(join(out, "lock")));
	const { runs } = JSON.parse(await readFile(join(out, "manifest.json"), "utf8"));
	assert.type(runs[0].endedAt, "string");
	const plan = await planFixture("two-nudges", { out });
	assert.ok(plan.cells[1]!.done >= 2);
	sameTables(await runPlan(plan), undisturbed);
});

test.run();

import { cpSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type RunEvent, runPlan } from "#runner/index";
import { rejection } from "../helpers/rejection.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { planFixture } from "../runner/plan-fixture.ts";

const isRecord = (event: RunEvent) => event.kind === "record";

/** Runs two records of two cells, and does something to the folder at the first event that fits. */
async function disturbed(disturb: (folder: string) => void, fits: (event: RunEvent) => boolean = isRecord) {
	const out = join(temporaryFolder(), "run");
	const plan = await planFixture("two-nudges", { out, limit: 2, only: ["editor=nudge(scale=2, wait=100)"] });
	let isDone = false;
	let records = 0;
	const run = runPlan(plan, {
		onEvent(event) {
			if (isRecord(event)) records++;
			if (isDone || !fits(event)) return;
			isDone = true;
			disturb(out);
		},
	});
	return { run, told: () => records, out };
}

const elsewhere = (out: string) => `${out}-elsewhere`;
const moved = / was moved, removed or replaced while the run wrote to it: its lock is gone$/;

for (const [what, disturb, message] of [
	["removed", (out) => rmSync(out, { recursive: true }), moved],
	["moved", (out) => renameSync(out, elsewhere(out)), moved],
	[
		"replaced by an empty one",
		(out) => {
			renameSync(out, elsewhere(out));
			mkdirSync(out);
		},
		moved,
	],
	[
		"replaced by a copy",
		(out) => {
			renameSync(out, elsewhere(out));
			cpSync(elsewhere(out), out, { recursive: true });
		},
		/ was moved, removed or replaced while the run wrote to it: its lock is another one$/,
	],
	[
		"replaced by a file",
		(out) => {
			renameSync(out, elsewhere(out));
			writeFileSync(out, "");
		},
		moved,
	],
	["robbed of its lock", (out) => rmSync(join(out, "lock")), moved],
] as readonly (readonly [string, (out: string) => void, RegExp])[]) {
	test(`a run whose folder is ${what} ends in an error, and tells of no further record`, async () => {
		const { run, told, out } = await disturbed(disturb);
		await rejection(run, { message, hint: /Run the same command again/ });
		assert.is(told(), 1);
		if (what.includes("empty"))
			assert.equal(readdirSync(out), [], "nothing is written into the other folder");
	});
}

test("a run whose cells are removed ends in an error at the next record", async () => {
	const { run } = await disturbed((out) => rmSync(join(out, "cells"), { recursive: true }));
	await rejection(run, {
		message: /0001\.jsonl was removed, moved or replaced while the run wrote to it$/,
		hint: /run the same command again/,
	});
});

/** The last record has been told when its cell has ended. */
const isEnd = (event: RunEvent) => event.kind === "cell";

test("a run whose stored records are gone at its end tells which, instead of showing them as not run", async () => {
	const { run } = await disturbed((out) => rmSync(join(out, "cells"), { recursive: true }), isEnd);
	await rejection(run, {
		message:
			/^Records that were computed are no longer in .*run: .* × nudge\(scale=2, wait=100\) × 0, record 0, 1$/,
		hint: /what is missing is computed again/,
	});
});

test("so does one whose baseline is gone, or whose lines were changed", async () => {
	for (const change of [
		(out: string) => rmSync(join(out, "baseline"), { recursive: true }),
		(out: string) => {
			const [id] = readdirSync(join(out, "cells"));
			writeFileSync(join(out, "cells", id!, "0001.jsonl"), '{"index":0}\n{"index":1}\n');
		},
	]) {
		const { run } = await disturbed(change, isEnd);
		await rejection(run, { message: /^Records that were computed are no longer in / });
	}
});

test("a folder that is moved and reached through a link is the same folder", async () => {
	const { run, told } = await disturbed((out) => {
		renameSync(out, elsewhere(out));
		symlinkSync(elsewhere(out), out);
	});
	const { cells } = await run;
	assert.equal([told(), cells[0]!.outcome.state], [2, "completed"]);
});

test("what lies in the place of errors.log or the manifest is told", async () => {
	const out = temporaryFolder();
	mkdirSync(join(out, "manifest.json"));
	await rejection(runPlan(await planFixture("two-nudges", { out, limit: 1, only: ["editor=unedited"] })), {
		message: /^Cannot read .*manifest\.json: it is a folder \(EISDIR\)$/,
		hint: /Delete it/,
	});
	rmSync(join(out, "manifest.json"), { recursive: true });
	mkdirSync(join(out, "errors.log"));
	await rejection(runPlan(await planFixture("mishaps", { out })), {
		message: /^Cannot write .*errors\.log: it is a folder \(EISDIR\)$/,
		hint: /--out/,
	});
});

test.run();

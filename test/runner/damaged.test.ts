import { copyFileSync, cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Results } from "#core/results";
import { type Plan, planExperiment, readRun, runPlan } from "#runner/index";
import { type Damage, describeDamage } from "#runner/store/damage";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { planFixture } from "./plan-fixture.ts";
import { sameTables } from "./same-tables.ts";

let whole: Plan;
let undisturbed: Results;
test.before(async () => {
	const plan = await planFixture("two-nudges", { limit: 2 });
	whole = { ...plan, experiment: { ...plan.experiment, saveDeltas: true } };
	undisturbed = await runPlan(whole);
});

/** A copy of the finished run, with the places of its three cells and their baseline. */
function copied() {
	const folder = temporaryFolder();
	cpSync(whole.folder, folder, { recursive: true });
	const fileOf = (kind: string, id: string) => join(folder, kind, id, "0001.jsonl");
	const cells = whole.cells.map(({ ready }) => fileOf("cells", ready!.id));
	const baseline = fileOf("baseline", whole.cells[0]!.ready!.baselineId);
	const deltas = (cell: number, index: number) => deltasIn(folder, cell, index);
	return { folder, cells: cells as [string, string, string], baseline, deltas };
}

function deltasIn(folder: string, cell: number, index: number): string {
	const { id, names, grouping } = whole.cells[cell]!.ready!;
	return join(folder, "deltas", id, `${names.inputs(grouping)[index]}.safetensors`);
}

function changeLine(file: string, line: number, change: (text: string) => string): void {
	const texts = readFileSync(file, "utf8").split("\n");
	texts[line - 1] = change(texts[line - 1]!);
	writeFileSync(file, texts.join("\n"));
}

const planned = (folder: string): Promise<Plan> => planExperiment(whole, { out: folder, limit: 2 });

/** Runs what is left of it. */
async function again(folder: string) {
	const plan = await planned(folder);
	const told = { notes: [] as string[], records: 0, baselines: 0 };
	const results = await runPlan(plan, {
		onEvent(event) {
			if (event.kind === "note" && !event.text.startsWith("worker ")) told.notes.push(event.text);
			if (event.kind === "record") told.records++;
			if (event.kind === "baseline") told.baselines++;
		},
	});
	return { done: plan.cells.map(({ done }) => done), told, results };
}

async function damageOf(folder: string): Promise<Damage[]> {
	const found: Damage[] = [];
	const { cells } = await readRun(folder, (damages) => found.push(...damages));
	const stored = cells.map(({ records }) => records.map(({ index }) => index));
	assert.is(stored.flat().length + found.length >= 6, true);
	return found;
}

test("lines that were changed, replaced or copied from another cell are told and computed again", async () => {
	const { folder, cells } = copied();
	changeLine(cells[0], 1, (text) => text.replace(/-?\d\.\d+/, "0.5"));
	changeLine(cells[1], 2, () => '{"index":1}');
	copyFileSync(cells[1], cells[2]);
	const damages = await damageOf(folder);
	assert.equal(
		damages.map(({ file, line, fault }) => [cells.indexOf(file), line, fault]),
		[
			[0, 1, "does not fit its checksum"],
			[1, 2, "has no checksum"],
			[2, 1, `belongs to "${whole.cells[1]!.id}"`],
			[2, 2, "has no checksum"],
		],
	);
	const { done, told, results } = await again(folder);
	assert.equal(done, [1, 1, 0]);
	assert.equal(told, { notes: describeDamage(damages, "computing it again"), records: 4, baselines: 0 });
	sameTables(results, undisturbed);
	sameTables(await readRun(folder), undisturbed);
	assert.equal((await again(folder)).told.records, 0);
});

test("answers of the unedited model that are damaged or gone are asked for again, though all records are done", async () => {
	for (const damage of [
		(file: string) => changeLine(file, 1, (text) => text.slice(0, -2)),
		(file: string) => rmSync(file),
	]) {
		const { folder, baseline } = copied();
		damage(baseline);
		const lost = (await readRun(folder)).cells[0]!.baseline.length;
		const { done, told, results } = await again(folder);
		assert.equal(done, [2, 2, 2]);
		assert.equal([told.records, told.baselines], [0, 2 - lost]);
		assert.is(told.notes.length, lost, "what is gone altogether is no damage");
		sameTables(results, undisturbed);
		assert.is((await again(folder)).told.baselines, 0);
	}
});

test("weight changes that are cut off, or another record's, are made again; the first results stay", async () => {
	const { folder, deltas } = copied();
	truncateSync(deltas(1, 0), 200);
	copyFileSync(deltas(2, 0), deltas(2, 1));
	const plan = await planned(folder);
	const saving = { ...plan, experiment: { ...plan.experiment, saveDeltas: true } };
	const notes: string[] = [];
	let records = 0;
	const results = await runPlan(saving, {
		onEvent(event) {
			if (event.kind === "note" && !event.text.startsWith("worker ")) notes.push(event.text);
			if (event.kind === "record") records++;
		},
	});
	assert.is(records, 2);
	assert.match(notes[0]!, /\.safetensors is damaged \(.*\): computing it again$/);
	assert.is(notes[1], `${deltas(2, 1)} belongs to another record: computing it again`);
	sameTables(results, undisturbed);
	for (const [cell, index] of [
		[1, 0],
		[2, 1],
	] as const) {
		const original = deltasIn(whole.folder, cell, index);
		assert.equal(readFileSync(deltas(cell, index)), readFileSync(original), "the same edit, byte for byte");
	}
});

test.run();

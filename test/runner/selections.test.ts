import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { CellResults, RecordResult } from "#core/results";
import { findEdit } from "#runner/deltas/find-edit";
import { type PlanOptions, type RunEvent, readRun, runPlan } from "#runner/index";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { fixture, planFixture } from "./plan-fixture.ts";
import { sameTables } from "./same-tables.ts";
import { startRun } from "./start-run.ts";

const row = (...places: number[]) => `dataset=selected-facts(places=${JSON.stringify(places)})`;

/** What a run computed: records of each edit, in the order of the edits. */
async function run(
	name: string,
	options: PlanOptions & { readonly workers?: number; readonly saveDeltas?: boolean },
) {
	const { workers = 1, saveDeltas = false, ...planned } = options;
	const plan = await planFixture(name, planned);
	const edits: string[] = [];
	const events: RunEvent[] = [];
	const results = await runPlan(
		{ ...plan, experiment: { ...plan.experiment, saveDeltas } },
		{
			workers,
			onEvent(event) {
				events.push(event);
				if (event.kind === "note" && event.text.startsWith("edits ")) edits.push(event.text.slice(6));
			},
		},
	);
	return { plan, results, edits, events };
}

const scoresOf = ({ records, baseline }: CellResults, id: string) => {
	const at = records.findIndex((record) => record.id === id);
	return { ...withoutCost(records[at]!), by: baseline[at]!.by };
};

function withoutCost(record: RecordResult) {
	if (record.state !== "completed") throw new Error(`${record.id} has ${record.state}`);
	const { index: _index, cost: _cost, ...rest } = record;
	return rest;
}

test("a record's result is the same, bit for bit, whichever records are kept beside it, and in whichever order", async () => {
	const cells = new Map<string, CellResults>();
	for (const only of [row(0, 1), row(0, 1, 2, 3), row(3, 1)])
		cells.set(only, (await run("selections", { only: [only] })).results.cells.at(-1)!);
	const [two, four, turned] = [...cells.values()];
	for (const id of ["capital-0", "capital-1"]) assert.equal(scoresOf(two!, id), scoresOf(four!, id));
	for (const id of ["capital-1", "capital-3"]) assert.equal(scoresOf(turned!, id), scoresOf(four!, id));
	assert.not.equal(scoresOf(four!, "capital-0"), scoresOf(four!, "capital-1"));
});

test("another selection of a dataset goes on with what is stored of it", async () => {
	const out = temporaryFolder();
	const first = await run("selections", { out, only: [row(0, 1)] });
	assert.equal(first.edits, ["capital-0", "capital-1"]);
	const more = await run("selections", { out, only: [row(0, 1, 2, 3)] });
	assert.equal(
		more.plan.cells.map(({ done }) => done),
		[2, 2],
	);
	assert.equal(more.edits, ["capital-2", "capital-3"]);
	assert.is(
		more.events.filter(({ kind }) => kind === "baseline").length,
		2,
		"nor is the unedited model asked again",
	);
	const others = await run("selections", { out, only: [row(3, 1)] });
	assert.equal(others.edits, []);
	const undisturbed = await run("selections", { only: [row(3, 1)] });
	sameTables(others.results, undisturbed.results);
});

test("rows that keep the same records share their results, each at its own places", async () => {
	const only = [row(0, 1, 2, 3), row(2, 3, 4)];
	for (const options of [{ workers: 2 }, { lanes: 2 }]) {
		const { edits, results, plan, events } = await run("selections", { only, ...options });
		const [, one, , other] = plan.cells;
		assert.is(one!.id, other!.id);
		assert.equal(
			[...new Set(edits)].sort(),
			[0, 1, 2, 3, 4].map((at) => `capital-${at}`),
		);
		if (!("lanes" in options)) assert.is(edits.length, 5, "each is made once");
		assert.is(
			events.filter(({ kind }) => kind === "record").length,
			14,
			"each row is told of all its records",
		);
		const [, first, , second] = results.cells;
		assert.equal(second!.outcome, { state: "completed" });
		assert.equal(
			second!.records.map(({ index, id }) => [index, id]),
			[
				[0, "capital-2"],
				[1, "capital-3"],
				[2, "capital-4"],
			],
		);
		for (const id of ["capital-2", "capital-3"]) assert.equal(scoresOf(first!, id), scoresOf(second!, id));
		sameTables(await readRun(plan.folder), results);
	}
});

test("a run of such rows that is killed goes on, to the same tables", async () => {
	const only = [row(0, 1, 2, 3), row(2, 3, 4)];
	const undisturbed = await run("selections", { only });
	const out = temporaryFolder();
	const child = startRun(fixture("selections"), out, { only });
	await child.until(
		(event) => event.kind === "record" && event.key.editor !== "Unedited" && event.result.id === "capital-1",
	);
	child.process.kill("SIGKILL");
	assert.is(await child.ended(), "SIGKILL");
	const rest = await run("selections", { out, only });
	assert.ok(rest.edits.length < 5, rest.edits.join());
	sameTables(rest.results, undisturbed.results);
});

test("batches are gone on with where they are of the same records in the same order", async () => {
	const out = temporaryFolder();
	const batches = (...places: number[]) => run("selections-in-batches", { out, only: [row(...places)] });
	assert.equal((await batches(0, 1, 2)).edits, ["capital-0 capital-1", "capital-2"]);
	assert.equal((await batches(0, 1, 2, 3, 4)).edits, ["capital-2 capital-3", "capital-4"]);
	assert.equal((await batches(2, 3)).edits, [], "a batch of the row before");
	assert.equal((await batches(1, 0)).edits, ["capital-1 capital-0"]);
	const again = await batches(0, 1, 2);
	assert.equal(again.edits, []);
	const undisturbed = await run("selections-in-batches", { only: [row(0, 1, 2)] });
	sameTables(again.results, undisturbed.results);
});

test("a limit takes facts from the last batch, and raising it writes that one anew", async () => {
	const out = temporaryFolder();
	const batches = (limit?: number) =>
		run("selections-in-batches", { out, only: [row(0, 1, 2, 3, 4)], ...(limit !== undefined && { limit }) });
	assert.equal((await batches(3)).edits, ["capital-0 capital-1", "capital-2"]);
	const { edits, results } = await batches();
	assert.equal(edits, ["capital-2 capital-3", "capital-4"]);
	const applied = results.cells[1]!.records.map((record) =>
		record.state === "completed" ? record.evaluations[0]!.editsApplied : record.state,
	);
	assert.equal(applied, [2, 2, 2, 2, 1]);
});

test("rows that keep the same record keep one file of its change, and it is one edit", async () => {
	const only = [row(0, 1, 2, 3), row(2, 3, 4)];
	const { plan } = await run("selections", { only, saveDeltas: true });
	const id = plan.cells[1]!.id!;
	assert.is(readdirSync(join(plan.folder, "deltas", id)).length, 5);
	const shared = await findEdit(plan.folder, { record: "capital-3" });
	assert.ok(existsSync(shared.path));
	assert.equal(shared.record, { id: "capital-3", index: 3 });
	const own = await findEdit(plan.folder, {
		record: "capital-3",
		dataset: only[1]!.slice("dataset=".length),
	});
	assert.equal([own.path, own.record.index], [shared.path, 1]);
});

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Results } from "#core/results";
import { type RunEvent, runPlan } from "#runner/index";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { planFixture } from "./plan-fixture.ts";
import { sameTables } from "./same-tables.ts";

let undisturbed: Results;
test.before(async () => {
	undisturbed = await runPlan(await planFixture("nudges-in-lanes"));
});

/** The worker that begins to edit a group, and the ids of its records. */
function editing(event: RunEvent) {
	const said = event.kind === "note" ? /^worker (\d+) edits (.+)$/.exec(event.text) : null;
	return said === null ? undefined : { worker: Number(said[1]), ids: said[2]! };
}

test("two workers share the groups of lanes, and compute what one does", async () => {
	const groups: string[] = [];
	const seen = new Set<number>();
	const results = await runPlan(await planFixture("nudges-in-lanes"), {
		workers: 2,
		onEvent(event) {
			const { worker, ids } = editing(event) ?? {};
			if (worker === undefined || ids === undefined) return;
			seen.add(worker);
			groups.push(ids);
		},
	});
	assert.is(seen.size, 2);
	assert.equal(groups.sort(), ["capital-0 capital-1", "capital-2 capital-3", "capital-4 capital-5"]);
	sameTables(results, undisturbed);
});

test("a worker that is killed in the middle of a group has it computed once more, together", async () => {
	const notes: string[] = [];
	const groups: string[] = [];
	const counts = new Map<string, number>();
	const results = await runPlan(await planFixture("nudges-in-lanes"), {
		workers: 2,
		onEvent(event) {
			const { worker, ids } = editing(event) ?? {};
			if (worker !== undefined && ids !== undefined) {
				if (groups.length === 0) process.kill(worker, "SIGKILL");
				groups.push(ids);
			} else if (event.kind === "note") notes.push(event.text);
			else if (event.kind === "record") {
				const record = `${event.key.editor} ${event.result.id}`;
				counts.set(record, (counts.get(record) ?? 0) + 1);
			}
		},
	});
	assert.is(groups.length, 4);
	assert.is(groups.filter((ids) => ids === groups[0]).length, 2, "whole again");
	assert.is(notes.length, 1);
	assert.match(notes[0]!, /^The worker process ended by SIGKILL.*: trying once more$/);
	assert.equal([...counts.values()], new Array(12).fill(1), "nothing is lost, nothing told twice");
	sameTables(results, undisturbed);
});

test("a group whose workers die is computed one by one, and that is told", async () => {
	const notes: string[] = [];
	const results = await runPlan(await planFixture("nudges-in-lanes"), {
		workers: 2,
		onEvent(event) {
			const { worker, ids } = editing(event) ?? {};
			if (worker !== undefined && ids === "capital-0 capital-1") process.kill(worker, "SIGKILL");
			if (event.kind === "note" && event.text.includes("one by one")) notes.push(event.text);
		},
	});
	assert.is(notes.length, 1);
	assert.match(
		notes[0]!,
		/^tiny × facts × nudges\(wait=300\) × 0: records 0, 1 were edited one by one, since together they failed: The worker process ended by SIGKILL/,
	);
	const states = results.cells.flatMap(({ records }) => records.map(({ state }) => state));
	assert.equal(states, new Array(12).fill("completed"));
});

test("there are no more workers than groups", async () => {
	const workers = new Set<number>();
	const results = await runPlan(await planFixture("nudges-in-lanes", { only: ["editor=nudges"] }), {
		workers: 5,
		onEvent: (event) => workers.add(editing(event)?.worker ?? 0),
	});
	workers.delete(0);
	assert.is(workers.size, 3, "three groups, three workers");
	sameTables(results, { ...undisturbed, cells: undisturbed.cells.slice(1) });
});

test("workers start side by side, up to where they load the model", async () => {
	process.env.EDITBENCH_TEST_STARTED = temporaryFolder();
	const results = await runPlan(await planFixture("waits-for-two"), { workers: 2 });
	assert.is(results.cells[0]!.outcome.state, "completed");
});

test.run();

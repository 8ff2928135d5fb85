import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DeltaFile } from "#runner/deltas/delta-file";
import { type Plan, runPlan } from "#runner/index";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { planFixture } from "../plan-fixture.ts";

async function saving(out: string): Promise<Plan> {
	const plan = await planFixture("two-nudges", { out, limit: 2, only: ["editor=nudge"] });
	return { ...plan, experiment: { ...plan.experiment, saveDeltas: true } };
}

test("a stored record has a file that says what it is and holds the change", async () => {
	const out = temporaryFolder();
	const plan = await saving(out);
	const { cells } = await runPlan(plan);
	for (const [at, cell] of cells.entries()) {
		const folder = join(out, "deltas", plan.cells[at]!.id!);
		const files = plan.cells[at]!.ready!.names.contents.map((content) => `${content}.safetensors`);
		assert.equal(readdirSync(folder).sort(), [...files].sort());
		for (const record of cell.records) {
			if (record.state !== "completed") throw new Error("a record was not completed");
			const file = new DeltaFile(join(folder, files[record.index]!));
			const { model, dataset, editor } = cell.key;
			const { crc32, ...metadata } = file.metadata;
			assert.match(crc32!, /^[0-9a-f]{8}$/);
			assert.ok(file.isOf(record) && file.isWhole());
			assert.equal(metadata, {
				cell: plan.cells[at]!.id,
				experiment: "two-nudges",
				model,
				checkpoint: plan.cells[at]!.ready!.model.hash,
				dataset,
				editor,
				seed: "0",
				record: record.id,
				index: String(record.index),
				inputs: plan.cells[at]!.ready!.names.contents[record.index],
			});
			const [[weight, norm]] = Object.entries(record.deltaNorms) as [[string, number]];
			assert.equal(file.weights, [weight]);
			const stored = file.read(weight);
			if (!("delta" in stored)) throw new Error("the change is not whole");
			assert.is(Math.sqrt(stored.delta.data.reduce((sum, value) => sum + value * value, 0)), norm);
			file.close();
		}
	}
});

test("without saveDeltas nothing is kept", async () => {
	const plan = await planFixture("two-nudges", { limit: 1, only: ["editor=nudge"] });
	await runPlan(plan);
	assert.not(existsSync(join(plan.folder, "deltas")));
});

test("a record whose change cannot be kept is not stored as completed, and is tried again", async () => {
	const out = temporaryFolder();
	writeFileSync(join(out, "deltas"), "in the way");
	const { cells } = await runPlan(await saving(out));
	for (const { outcome, records } of cells) {
		assert.is(outcome.state, "failed");
		assert.equal(
			records.map((record) => record.state === "failed" && /mkdir/.test(record.reason)),
			[true, true],
		);
	}
	assert.equal(
		(await saving(out)).cells.map(({ done }) => done),
		[0, 0],
	);
});

test.run();

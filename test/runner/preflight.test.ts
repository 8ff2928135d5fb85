import { existsSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { runPlan } from "#runner/index";
import { preflight } from "#runner/preflight";
import { rejection } from "../helpers/rejection.ts";
import { newFolder, planFixture } from "./plan-fixture.ts";

test("all that is missing is listed with what brings it, and nothing is started", async () => {
	const folder = `${await newFolder()}/never`;
	const plan = await planFixture("two-nudges", { out: folder });
	const missing = [
		{ what: "model 'gpt2-xl' at 'main'", remedy: "bench fetch gpt2-xl" },
		{ what: "dataset 'zsre'", remedy: "bench fetch zsre" },
	];
	const error = await rejection(runPlan({ ...plan, missing }), {
		message: /needs what is not on this machine/,
		hint: /Nothing was started/,
	});
	for (const { what, remedy } of missing) assert.ok(error.message.includes(`  - ${what}\n    ${remedy}`));
	assert.not(existsSync(folder));
});

test("a model that cannot fit into memory is refused, counted once for each worker", async () => {
	const plan = await planFixture("two-nudges");
	const [cell] = plan.cells;
	const large = { ...cell!.ready!, model: { ...cell!.ready!.model, bytes: 2 ** 52 } };
	assert.throws(
		() => preflight({ ...plan, cells: [{ ...cell!, ready: large }] }, 2),
		/tiny takes 8388608\.0 GiB of memory as float32, once for each of 2 workers; this machine has \d+\.\d GiB/,
	);
	preflight(plan, 2);
	assert.throws(() => preflight(plan, 0), /number of workers must be a whole number of at least 1, got 0/);
});

test.run();

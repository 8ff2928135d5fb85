import { existsSync } from "node:fs";
import { totalmem } from "node:os";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { UserError } from "#core/errors";
import type { EngineName } from "#engine/engines";
import { runPlan } from "#runner/index";
import { preflight } from "#runner/preflight";
import { rejection } from "../helpers/rejection.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { planFixture } from "./plan-fixture.ts";

test("all that is missing is listed with what brings it, and nothing is started", async () => {
	const folder = `${temporaryFolder()}/never`;
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

test("a model that cannot fit into memory is refused; workers share its weights where the engine maps them", async () => {
	const plan = await planFixture("two-nudges");
	const [cell] = plan.cells;
	const needing = (bytes: number, name: EngineName) => ({
		...plan,
		experiment: { ...plan.experiment, engine: { name } },
		cells: [{ ...cell!, ready: { ...cell!.ready!, model: { ...cell!.ready!.model, bytes } } }],
	});
	const refusal = (bytes: number, name: EngineName) => {
		try {
			preflight(needing(bytes, name), 2);
			return "none";
		} catch (error) {
			const { message, hint } = error as UserError;
			return `${message}\n${hint}`;
		}
	};
	assert.match(
		refusal(2 ** 52, "onnx"),
		/^tiny takes 4194304\.0 GiB of memory as float32; this machine has \d+\.\d GiB\nTake a smaller model, or a machine/,
	);
	assert.match(
		refusal(2 ** 52, "tensorflow"),
		/takes 8388608\.0 GiB of memory as float32, once for each of 2 workers; this .*\n.*, fewer workers, or a machine/,
	);
	const half = 0.6 * Math.min(totalmem(), process.constrainedMemory() || totalmem());
	assert.is(refusal(half, "onnx"), "none");
	assert.match(refusal(half, "tensorflow"), /once for each of 2 workers/);
	preflight(plan, 2);
	assert.throws(() => preflight(plan, 0), /number of workers must be a whole number of at least 1, got 0/);
});

test.run();

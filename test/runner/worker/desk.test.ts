import { test } from "uvu";
import * as assert from "uvu/assert";
import { sourceFiles } from "#runner/plan/source-files";
import { createDesk } from "#runner/worker/desk";
import { rejection } from "../../helpers/rejection.ts";
import { fixture, planFixture } from "../plan-fixture.ts";

test("a worker refuses an experiment that changed after it was planned", async () => {
	const { ready } = (await planFixture("two-nudges")).cells[0]!;
	const file = fixture("two-nudges");
	const planned = await sourceFiles(file);
	const order = { kind: "start", file, ...planned, model: "tiny", source: ready!.model, threads: 1 } as const;
	await rejection(createDesk({ ...order, content: "of before" }), {
		message: /two-nudges\.ts, or a file that it imports, has changed since the run began/,
		hint: /Run it again/,
	});
	const desk = await createDesk(order);
	const reply = await desk.loadModel();
	assert.ok(reply.kind === "ready" && reply.provides.includes("weights"));
});

test.run();

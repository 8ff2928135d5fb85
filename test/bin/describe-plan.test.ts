import { test } from "uvu";
import * as assert from "uvu/assert";
import { fileMapper } from "#engine/memory-map/file-mapper";
import { describePlan } from "../../bin/describe-plan.ts";
import { planFixture } from "../runner/plan-fixture.ts";

const plan = await planFixture("two-nudges");

/** What a plan says of the memory for a model of this size. */
function weightsLine(bytes: number, name: "onnx" | "tensorflow"): string | undefined {
	const cells = plan.cells.map((cell) => ({
		...cell,
		ready: { ...cell.ready!, model: { ...cell.ready!.model, bytes } },
	}));
	const lines = describePlan(
		{ ...plan, cells, experiment: { ...plan.experiment, engine: { name } } },
		"a.ts",
	);
	return lines.find((line) => line.startsWith("Weights in memory"));
}

test("weights that are mapped are counted once, others once for each worker", () => {
	assert.is(weightsLine(2 ** 26 - 1, "onnx"), "Weights in memory: tiny 67.1 MB for each worker");
	assert.is(weightsLine(6.2e9, "tensorflow"), "Weights in memory: tiny 6.20 GB for each worker");
	const shared = typeof fileMapper() === "function" ? "for all workers together" : "for each worker";
	assert.is(weightsLine(6.2e9, "onnx"), `Weights in memory: tiny 6.20 GB ${shared}`);
});

test("what the first edits build is listed, as much of it as one looks through", () => {
	const unbuilt = Array.from({ length: 13 }, (_, i) => ({ what: `moments ${i}`, remedy: `build ${i}` }));
	const lines = describePlan({ ...plan, unbuilt, warnings: ["a: b"] }, "a.ts");
	const from = lines.indexOf("Built when first needed, and kept: moments 0");
	assert.equal(lines.slice(from + 1, from + 3), [
		"  To build it ahead: build 0",
		"Built when first needed, and kept: moments 1",
	]);
	assert.equal(lines.slice(from + 20, from + 22), ["  … and 3 more; --json lists all", "Warning: a: b"]);
});

test.run();

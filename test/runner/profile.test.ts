import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { profiled, toProfile } from "../../runner/profile.ts";
import type { WorkerTimes } from "../../runner/worker/time-log.ts";

const spent = (seconds: number, what: string) => ({
	seconds,
	calls: 2,
	by: { [what]: { seconds, calls: 2 } },
});

const first: WorkerTimes = {
	start: 2,
	orders: 10,
	parts: { kernels: spent(6, "Gemm"), sampling: spent(1, "next token") },
};
const second: WorkerTimes = { start: 3, orders: 8, parts: { kernels: spent(4, "Add") } };

test("times of workers are added up; what is in no part is other work, and what is in no order the harness", () => {
	const profile = toProfile([first, second], 15, 2);
	assert.equal(profile.kernels, {
		seconds: 10,
		calls: 4,
		by: { Gemm: { seconds: 6, calls: 2 }, Add: { seconds: 4, calls: 2 } },
	});
	assert.equal([profile.sampling.seconds, profile.tokenisation.calls], [1, 0]);
	const { wall, workers, other, start, harness } = profile;
	assert.equal([wall, workers, other, start, harness], [15, 2, 7, 5, 7]);
});

test("equal operations of two workers are one", () => {
	const { kernels } = toProfile([first, first], 15, 2);
	assert.equal(kernels.by, { Gemm: { seconds: 12, calls: 4 } });
});

test("a run in which no worker was needed is all harness", () => {
	const { workers, harness, other } = toProfile([], 3, 1);
	assert.equal([workers, harness, other], [0, 3, 0]);
});

test("while a run is profiled, its workers find a folder to write to; afterwards it is gone", async () => {
	let folder: string | undefined;
	const { result, profile } = await profiled(1, async () => {
		folder = process.env.EDITBENCH_PROFILE;
		writeFileSync(join(folder!, "1.json"), JSON.stringify(first));
		return "done";
	});
	assert.equal([result, profile.workers, profile.kernels.seconds], ["done", 1, 6]);
	assert.not(existsSync(folder!));
	assert.is(process.env.EDITBENCH_PROFILE, undefined);
});

test.run();

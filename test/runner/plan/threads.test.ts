import { availableParallelism } from "node:os";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadExperiment, planExperiment } from "#runner/index";
import { threadsOf } from "#runner/plan/threads";
import { RunRecorder } from "#runner/store/run-recorder";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { fixture } from "../plan-fixture.ts";

const cores = availableParallelism();

test("threadsOf() is the experiment's number, else a worker's share of the cores", () => {
	assert.is(threadsOf({ threads: 3 }, 4), 3);
	assert.is(threadsOf({}, 1), cores);
	assert.is(threadsOf({}, 2 * cores), 1, "at least one");
	assert.is(threadsOf({ name: "cpu" }, 1), 1, "an engine of one thread");
});

test("a plan and its cells' ids go by the threads that workers will have", async () => {
	const { experiment, file } = await loadExperiment(fixture("two-nudges"));
	const planned = async (threads: number | undefined, workers: number) => {
		const engine = { name: "onnx", ...(threads !== undefined && { threads }) } as const;
		const options = { out: temporaryFolder(), workers };
		const plan = await planExperiment({ experiment: { ...experiment, engine }, file }, options);
		return { threads: plan.experiment.engine.threads, id: plan.cells[0]!.id };
	};
	assert.equal(await planned(undefined, cores), await planned(1, 1));
	assert.equal(await planned(3, 2), await planned(3, 1), "workers alone change no number");
	assert.is.not((await planned(2, 1)).id, (await planned(1, 1)).id);
	assert.is((await planned(undefined, 1)).threads, cores);
});

test("a plan warns where a folder's results had another number of threads", async () => {
	const { experiment, file } = await loadExperiment(fixture("two-nudges"));
	const out = temporaryFolder();
	const planned = (threads: number) =>
		planExperiment({ experiment: { ...experiment, engine: { threads } }, file }, { out, limit: 1 });
	const first = await planned(2);
	assert.equal(first.warnings, []);
	await RunRecorder.begin(first, out);
	assert.equal((await planned(2)).warnings, []);
	assert.equal((await planned(1)).warnings, [
		`The results in ${out} were computed with 2 threads a worker, now there are 1, which round otherwise: they are computed again. With "engine: { threads: 2 }" in the experiment, or as many --workers as before, the run goes on with them.`,
	]);
});

test.run();

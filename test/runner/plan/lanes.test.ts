import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Experiment } from "#core/experiment";
import { lanesOf } from "#runner/plan/lanes";

const experiment = (lanes: number | "auto") => ({ lanes }) as Experiment;
/** Of the miniatures: memory is no bound. */
const small = { hidden: 128, inner: 512 } as never;
const auto = (records: number, workers: number) => lanesOf(experiment("auto"), small, { records, workers });

test("as many lanes as the experiment says, whatever the workers", () => {
	assert.is(lanesOf(experiment(6), small, { records: 4, workers: 3 }), 6);
});

test("automatic lanes of one worker do not depend on the number of records", () => {
	assert.equal([auto(1, 1), auto(10, 1), auto(1000, 1)], [8, 8, 8]);
});

test("automatic lanes of several workers leave each as many groups as any other", () => {
	const groups = (records: number, workers: number) => [
		auto(records, workers),
		Math.ceil(records / auto(records, workers)),
	];
	assert.equal(groups(8, 2), [4, 2]);
	assert.equal(groups(10, 2), [5, 2]);
	assert.equal(groups(20, 2), [5, 4]);
	assert.equal(groups(16, 2), [8, 2]);
	assert.equal(groups(3, 4), [1, 3]);
});

test.run();

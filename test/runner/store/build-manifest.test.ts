import { test } from "uvu";
import * as assert from "uvu/assert";
import { batch } from "#core/regime";
import { loadExperiment, planExperiment } from "#runner/index";
import { buildManifest } from "#runner/store/build-manifest";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { fixture, planFixture } from "../plan-fixture.ts";

test("a cell says how many edits went side by side, where they did", async () => {
	const lanesOf = async (options: object) =>
		(await buildManifest(await planFixture("lanes", options))).cells.map(({ editorName, lanes }) => [
			editorName,
			lanes,
		]);
	const of = (lanes: number | undefined) => [
		["none", undefined],
		["in-context", undefined],
		...["ft-m", "ice", "rome", "memit"].map((name) => [name, lanes]),
	];
	assert.equal(await lanesOf({ lanes: 4 }), of(4));
	assert.equal(await lanesOf({ lanes: 4, limit: 3 }), of(3), "no more than there are records");
	assert.equal(await lanesOf({ lanes: 1 }), of(undefined));
});

test("a cell of a batch has no lanes, and says of how many records the unedited model is asked at once", async () => {
	const { experiment, file } = await loadExperiment(fixture("lanes"));
	const inBatches = { ...experiment, regime: batch(3), lanes: 2 };
	const plan = await planExperiment({ experiment: inBatches, file }, { out: temporaryFolder() });
	const { cells } = await buildManifest(plan);
	const memit = cells.find(({ editorName }) => editorName === "memit")!;
	assert.equal([memit.lanes, memit.askedTogether], [undefined, 4]);
});

test.run();

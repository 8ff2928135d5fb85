import { test } from "uvu";
import * as assert from "uvu/assert";
import type { EditRecord } from "#core/record";
import { type Asked, Baselines } from "../../../runner/execute/baselines.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const failure = { kind: "bug", message: "no answer" } as const;
const named = (indices: readonly number[]) => indices.map((index) => ({ index, content: `c${index}` }));
const asked = (indices: readonly number[]) => indices.map((index): Asked => ({ index, failure }));

test("Baselines say which records somebody is at work on", async () => {
	const baselines = new Baselines(temporaryFolder(), () => {});
	let finish = (_: Asked[]) => {};
	const computed = new Promise<Asked[]>((resolve) => {
		finish = resolve;
	});
	const answers = baselines.get("a", named([0, 1]), () => computed);
	assert.ok(baselines.areInWork("a", ["c1", "c2"]));
	assert.not(baselines.areInWork("a", ["c2", "c3"]));
	assert.not(baselines.areInWork("b", ["c0", "c1"]));
	finish(asked([0, 1]));
	await answers;
	assert.not(baselines.areInWork("a", ["c0", "c1"]));
	await baselines.close();
});

test("Baselines ask once about a record, whoever needs it", async () => {
	const baselines = new Baselines(temporaryFolder(), () => {});
	const calls: string[] = [];
	const get = (group: readonly number[]) =>
		baselines.get("a", named(group), async () => {
			calls.push(group.join());
			return asked(group);
		});
	const both = await Promise.all([get([0, 1]), get([1, 0])]);
	assert.equal(
		both.map((all) => all.map(({ index }) => index)),
		[
			[0, 1],
			[1, 0],
		],
	);
	assert.equal(calls, ["0,1"]);
	await baselines.close();
});

test("Baselines know a record by its content, wherever it stands in the dataset that asks", async () => {
	const folder = temporaryFolder();
	const answer = { record: {} as EditRecord, by: {}, cost: { scoreSeconds: 1, peakBytes: 1 } };
	const first = new Baselines(folder, () => {});
	await first.get("a", [{ index: 7, content: "c" }], async () => [{ index: 7, ...answer }]);
	const elsewhere = [{ index: 0, content: "c" }];
	const never = () => Promise.reject(new Error("asked again"));
	assert.equal(await first.get("a", elsewhere, never), [{ index: 0, ...answer }]);
	await first.close();
	const second = new Baselines(folder, () => {});
	assert.equal(await second.get("a", elsewhere, never), [{ index: 0, ...answer }]);
	await second.close();
});

test.run();

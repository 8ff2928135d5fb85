import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Asked, Baselines } from "../../../runner/execute/baselines.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const failure = { kind: "bug", message: "no answer" } as const;
const asked = (indices: readonly number[]) => indices.map((index): Asked => ({ index, failure }));

test("Baselines say which records somebody is at work on", async () => {
	const baselines = new Baselines(temporaryFolder(), () => {});
	let finish = (_: Asked[]) => {};
	const computed = new Promise<Asked[]>((resolve) => {
		finish = resolve;
	});
	const answers = baselines.get("a", [0, 1], () => computed);
	assert.ok(baselines.areInWork("a", [1, 2]));
	assert.not(baselines.areInWork("a", [2, 3]));
	assert.not(baselines.areInWork("b", [0, 1]));
	finish(asked([0, 1]));
	await answers;
	assert.not(baselines.areInWork("a", [0, 1]));
	await baselines.close();
});

test("Baselines ask once about a record, whoever needs it", async () => {
	const baselines = new Baselines(temporaryFolder(), () => {});
	const calls: string[] = [];
	const get = (group: readonly number[]) =>
		baselines.get("a", group, async () => {
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

test.run();

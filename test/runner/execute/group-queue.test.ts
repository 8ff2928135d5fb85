import { test } from "uvu";
import * as assert from "uvu/assert";
import { GroupQueue } from "../../../runner/execute/group-queue.ts";

const works = [
	{
		pending: [
			[0, 1],
			[2, 3],
			[4, 5],
		],
	},
	{ pending: [[0, 1]] },
] as const;
const places = [...works].flatMap((work, at) => work.pending.map((group) => `${at}: ${group}`));

/** @param awaited groups that another worker is at work on something for */
const queueOf = (awaited: ReadonlySet<string>) => {
	const name = (one: { work: (typeof works)[number]; group: readonly number[] }) =>
		`${works.indexOf(one.work)}: ${one.group}`;
	const queue = new GroupQueue(works, (one) => awaited.has(name(one)));
	return () => {
		const next = queue.take();
		return next && name(next);
	};
};

test("GroupQueue gives all groups in their order", () => {
	const take = queueOf(new Set());
	assert.equal([take(), take(), take(), take(), take()], [...places, undefined]);
});

test("GroupQueue passes over what is awaited, and comes back to it first", () => {
	const awaited = new Set(["0: 0,1", "0: 2,3"]);
	const take = queueOf(awaited);
	assert.is(take(), "0: 4,5");
	awaited.delete("0: 2,3");
	assert.is(take(), "0: 2,3");
	awaited.clear();
	assert.equal([take(), take(), take()], ["0: 0,1", "1: 0,1", undefined]);
});

test("GroupQueue gives what is awaited where nothing else is left", () => {
	const take = queueOf(new Set(places));
	assert.equal([take(), take(), take(), take(), take()], [...places, undefined]);
});

test.run();

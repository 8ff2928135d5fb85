import { test } from "uvu";
import * as assert from "uvu/assert";
import { contentId, idsBySeed, membersOf } from "#runner/plan/content-id";

test("an id is 16 hexadecimal digits that depend on the content alone", () => {
	assert.match(contentId({ a: 1 }), /^[0-9a-f]{16}$/);
	assert.is(contentId({ a: 1, b: { c: 2, d: undefined } }), contentId({ b: { c: 2 }, a: 1 }));
	assert.is.not(contentId({ a: 1 }), contentId({ a: 2 }));
	assert.is.not(contentId([1, 2]), contentId([2, 1]));
});

test("numbers that JSON lacks are told apart", () => {
	const ids = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, null].map(contentId);
	assert.is(new Set(ids).size, 4);
});

test("ids stay what they are: stored runs go by them", () => {
	const value = { seed: 7, model: { name: "a", hash: undefined }, metrics: [{ b: 1, a: Number.NaN }] };
	assert.is(contentId(value), "b66eb9c50bc964f7");
});

test("the id of an object of members and a seed is that of the whole", () => {
	const rest = { scorings: ["exact"], editor: { params: { layers: [1], b: undefined } }, cut: undefined };
	const ofSeed = idsBySeed({ ...membersOf({ 'edit"': "exact", regime: 1 }), ...membersOf(rest) });
	for (const seed of [0, 1, -3])
		assert.is(ofSeed(seed), contentId({ ...rest, seed, regime: 1, 'edit"': "exact" }));
});

test.run();

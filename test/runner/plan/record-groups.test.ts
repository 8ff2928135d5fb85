import { test } from "uvu";
import * as assert from "uvu/assert";
import { groupOf, recordGroups } from "#runner/plan/record-groups";

test("groups go by place; the last one ends with the records", () => {
	assert.equal(recordGroups(5, 2), [[0, 1], [2, 3], [4]]);
	assert.equal(recordGroups(4, 2), [
		[0, 1],
		[2, 3],
	]);
	assert.equal(recordGroups(3, 1), [[0], [1], [2]]);
	assert.equal(recordGroups(0, 3), []);
});

test("a record's group is the one of all groups that holds it", () => {
	for (const group of recordGroups(7, 3))
		for (const index of group) assert.equal(groupOf(index, 7, 3), group);
});

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import { inputsOf, RecordNames } from "#runner/plan/record-names";

const alone = { size: 8, isBatch: false };
const batch = (size: number) => ({ size, isBatch: true });
const records = ["a", "b", "c", "d", "e"];

test("a record that is edited alone goes by itself, whatever stands beside it", () => {
	assert.equal(inputsOf(records, alone), records);
});

test("a record of a batch goes by all that are written with it, in their order", () => {
	const whole = inputsOf(records, batch(2));
	assert.is(new Set(whole).size, 5);
	assert.equal(inputsOf(records.slice(0, 4), batch(2)), whole.slice(0, 4), "the same batches");
	const cut = inputsOf(records.slice(0, 3), batch(2));
	assert.equal(cut.slice(0, 2), whole.slice(0, 2));
	assert.is.not(cut[2], whole[2], "c without d");
	const turned = inputsOf(["b", "a"], batch(2));
	assert.equal(
		turned.map((name) => whole.includes(name)),
		[false, false],
	);
});

test("RecordNames reads contents once, when they are asked for", () => {
	let reads = 0;
	const names = new RecordNames(() => {
		reads++;
		return records;
	});
	assert.is(reads, 0);
	assert.equal(names.inputs(alone), records);
	assert.is(names.inputs(batch(2)), names.inputs(batch(2)));
	assert.is(names.contents, names.inputs(alone));
	assert.is(reads, 1);
});

test.run();

import { appendFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { AttemptFile } from "#runner/store/attempt-file";
import { firstOfEach, mergeRecords } from "#runner/store/merge-records";
import { readAttempts } from "#runner/store/read-attempts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const failed = (index: number, reason: string) =>
	({ index, id: `r${index}`, state: "failed", reason }) as const;
const skipped = (index: number, reason: string) =>
	({ index, id: `r${index}`, state: "skipped", reason }) as const;

test("a second attempt writes beside the first, and both are read in order", async () => {
	const folder = join(temporaryFolder(), "cell");
	for (const attempt of ["a", "b"]) {
		const file = new AttemptFile(folder);
		await Promise.all([0, 1].map((index) => file.append({ index, attempt })));
		await file.close();
	}
	assert.equal((await readdir(folder)).sort(), ["0001.jsonl", "0002.jsonl"]);
	const { lines, torn } = readAttempts<{ index: number; attempt: string }>(folder);
	assert.equal(torn, []);
	assert.equal(
		lines.map(({ index, attempt }) => `${attempt}${index}`),
		["a0", "a1", "b0", "b1"],
	);
});

test("the lines of a group are written together", async () => {
	const folder = temporaryFolder();
	const file = new AttemptFile(folder);
	await file.append();
	assert.equal(await readdir(folder), [], "none make no file");
	await file.append({ index: 1 }, { index: 0 });
	await file.close();
	assert.is(await readFile(join(folder, "0001.jsonl"), "utf8"), '{"index":1}\n{"index":0}\n');
});

test("an attempt without a line makes no file", async () => {
	const folder = temporaryFolder();
	await new AttemptFile(folder).close();
	assert.equal(await readdir(folder), []);
	assert.equal(readAttempts(join(folder, "never")), { lines: [], torn: [] });
});

test("a line that was cut off is left out and named; those before it count", async () => {
	const folder = temporaryFolder();
	const file = new AttemptFile(folder);
	await file.append({ index: 0, text: "whole" });
	await file.append({ index: 1, text: "cut" });
	await file.close();
	const path = join(folder, "0001.jsonl");
	const text = await readFile(path, "utf8");
	await writeFile(path, text.slice(0, -4));
	const { lines, torn } = readAttempts(folder);
	assert.equal(lines, [{ index: 0, text: "whole" }]);
	assert.equal(torn, [`${path}:2`]);
});

test("a last line that lacks only its end of line is whole", async () => {
	const folder = temporaryFolder();
	await appendFile(join(folder, "0001.jsonl"), '{"index":0}\n{"index":1}');
	assert.equal(readAttempts(folder).lines.length, 2);
});

/** As they are stored: under the name of the record, with the place that it had when it was computed. */
const line = <T extends { readonly index: number }>(result: T) => ({ ...result, inputs: `n${result.index}` });
const wanted = ["n0", "n1", "n2"];

test("the first complete result of a record wins, and any complete one over failures", () => {
	const lines = [
		failed(2, "crash"),
		skipped(0, "first"),
		skipped(0, "second"),
		skipped(2, "later"),
		failed(1, "once"),
		failed(1, "twice"),
		skipped(9, "not wanted"),
	].map(line);
	assert.equal(mergeRecords(lines, wanted), [skipped(0, "first"), failed(1, "twice"), skipped(2, "later")]);
});

test("the first answer of the unedited model to a record counts", () => {
	const lines = [
		{ index: 1, n: 1 },
		{ index: 0, n: 2 },
		{ index: 1, n: 3 },
	];
	assert.equal(firstOfEach(lines.map(line), wanted), [lines[1], lines[0]]);
});

test("a stored record takes the place that the reader's selection gives it", () => {
	const lines = [skipped(0, "a"), skipped(1, "b"), skipped(2, "c")].map(line);
	assert.equal(
		mergeRecords(lines, ["n2", "n5", "n0"]).map(({ index, id }) => [index, id]),
		[
			[0, "r2"],
			[2, "r0"],
		],
	);
});

test("lines of before records had names go by their index", () => {
	assert.equal(mergeRecords([skipped(1, "b"), skipped(3, "d")], ["0", "1"]), [skipped(1, "b")]);
});

test.run();

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { appendFile, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { crc32 } from "node:zlib";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { AttemptFile } from "#runner/store/attempt-file";
import { describeDamage } from "#runner/store/damage";
import { firstOfEach, mergeRecords } from "#runner/store/merge-records";
import { readAttempts } from "#runner/store/read-attempts";
import { openLine, sealLine } from "#runner/store/seal-line";
import { rejection } from "../../helpers/rejection.ts";
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
	const { lines, damages } = readAttempts<{ index: number; attempt: string }>(folder);
	assert.equal(damages, []);
	assert.equal(
		lines.map(({ index, attempt }) => `${attempt}${index}`),
		["a0", "a1", "b0", "b1"],
	);
});

test("the lines of a group are written together", async () => {
	const folder = join(temporaryFolder(), "a");
	mkdirSync(folder);
	const file = new AttemptFile(folder);
	await file.append();
	assert.equal(await readdir(folder), [], "none make no file");
	await file.append({ index: 1 }, { index: 0 });
	await file.close();
	const sum = (fields: string) => crc32(`"a"${fields}`).toString(16).padStart(8, "0");
	assert.is(
		await readFile(join(folder, "0001.jsonl"), "utf8"),
		[1, 0].map((index) => `{"cell":"a","crc32":"${sum(`"index":${index}}`)}","index":${index}}\n`).join(""),
	);
});

test("an attempt without a line makes no file", async () => {
	const folder = temporaryFolder();
	await new AttemptFile(folder).close();
	assert.equal(await readdir(folder), []);
	assert.equal(readAttempts(join(folder, "never")), { lines: [], damages: [] });
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
	const { lines, damages } = readAttempts(folder);
	assert.equal(lines, [{ index: 0, text: "whole" }]);
	assert.equal(damages, [{ file: path, line: 2, fault: "was cut off when a run was stopped" }]);
});

test("a last line that lacks only its end of line is whole", async () => {
	const folder = temporaryFolder();
	const lines = [{ index: 0 }, { index: 1 }].map((value) => sealLine(basename(folder), value)).join("");
	await appendFile(join(folder, "0001.jsonl"), lines.trimEnd());
	assert.equal(readAttempts(folder), { lines: [{ index: 0 }, { index: 1 }], damages: [] });
});

/** A cell of two lines, the second of which something is done to. */
async function damaged(change: (line: string) => string) {
	const folder = temporaryFolder();
	const [first, second] = [0, 1].map((index) => sealLine(basename(folder), { index, text: "naïve" }));
	await writeFile(join(folder, "0001.jsonl"), `${first}${change(second!.trimEnd())}\n`);
	return readAttempts(folder);
}

for (const [what, change, fault] of [
	["whose digit was flipped", (line) => line.replace('"index":1', '"index":2'), "does not fit its checksum"],
	["whose letter was flipped", (line) => line.replace("ï", "i"), "does not fit its checksum"],
	["that was cut in the middle", (line) => line.slice(0, -5), "does not fit its checksum"],
	["that goes on after its end", (line) => `${line} `, "does not fit its checksum"],
	["with a field more", (line) => line.replace("}", ',"state":"skipped"}'), "does not fit its checksum"],
	[
		"whose owner's name was changed",
		(line) => line.replace(/"cell":"./, '"cell":"x'),
		"does not fit its checksum",
	],
	["of another cell", () => sealLine("another", { index: 1 }).trimEnd(), 'belongs to "another"'],
	["without a checksum", () => '{"index":1}', "has no checksum"],
	["that is no object", () => "17", "has no checksum"],
	["that is no JSON", () => "\0\0\0", "has no checksum"],
] as readonly (readonly [string, (line: string) => string, string])[]) {
	test(`a line ${what} does not count, and its place is told`, async () => {
		const { lines, damages } = await damaged(change);
		assert.equal(lines, [{ index: 0, text: "naïve" }]);
		assert.equal(
			damages.map(({ line, fault }) => [line, fault]),
			[[2, fault]],
		);
	});
}

test("every bit of a line counts: none can be flipped without the line being left out", async () => {
	const folder = temporaryFolder();
	const cell = basename(folder);
	const line = Buffer.from(sealLine(cell, { index: 1, text: "é" }).trimEnd());
	for (let bit = 0; bit < line.length * 8; bit++) {
		const flipped = Buffer.from(line);
		flipped[bit >> 3]! ^= 1 << (bit & 7);
		assert.ok("fault" in openLine(cell, flipped.toString()), `bit ${bit}`);
	}
	assert.equal(openLine(cell, line.toString()), { value: { index: 1, text: "é" } });
});

test("a line that names no record does not count", () => {
	assert.equal(openLine("a", sealLine("a", { index: -1 }).trimEnd()), { fault: "is no record" });
	assert.equal(openLine("a", sealLine("a", { id: "r" }).trimEnd()), { fault: "is no record" });
});

test("damage is told once for each file and fault", () => {
	const of = (line: number, fault = "has no checksum") => ({ file: "/f", line, fault });
	assert.equal(
		describeDamage(
			[1, 2, 3, 4, 5, 6, 9].map((line) => of(line)),
			"gone",
		),
		["/f:1, 2, 3, 4, 5 and 2 more lines has no checksum: gone"],
	);
	assert.equal(describeDamage([of(1), of(2, "is no record"), { file: "/g", fault: "is empty" }], "x"), [
		"/f:1 has no checksum: x",
		"/f:2 is no record: x",
		"/g is empty: x",
	]);
});

test("an attempt whose file is removed or replaced, or whose folder is moved, ends in an error", async () => {
	for (const disturb of [
		(folder: string) => rmSync(folder, { recursive: true }),
		(folder: string) => renameSync(folder, `${folder}-elsewhere`),
		(folder: string) => writeFileSync(join(folder, "new"), readFileSync(join(folder, "0001.jsonl"))),
	]) {
		const folder = join(temporaryFolder(), "cell");
		const file = new AttemptFile(folder);
		await file.append({ index: 0 });
		disturb(folder);
		if (existsSync(join(folder, "new"))) renameSync(join(folder, "new"), join(folder, "0001.jsonl"));
		await rejection(file.append({ index: 1 }), {
			message: /cell\/0001\.jsonl was removed, moved or replaced while the run wrote to it$/,
			hint: /run the same command again/,
		});
		await file.close();
	}
});

test("a folder that cannot be made or read is told in words", async () => {
	const folder = join(temporaryFolder(), "cell");
	await writeFile(folder, "a file");
	const file = new AttemptFile(folder);
	await rejection(file.append({ index: 0 }), {
		message: /^Cannot store results in .*cell: something else is in its place \(EEXIST\)$/,
		hint: /--out/,
	});
	await file.close();
	await rejection((async () => readAttempts(folder))(), {
		message:
			/^Cannot read stored results in .*cell: what should be a folder on its path is none \(ENOTDIR\)$/,
		hint: /remove what lies there/,
	});
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

test.run();

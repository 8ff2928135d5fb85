import { chmodSync, readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readHeader } from "../../../engine/safetensors/read-header.ts";
import { fileOf, rawFile, rawPath } from "./raw-file.ts";
import { assertUserError } from "./user-error.ts";

const f32 = (shape: number[], start: number, end: number) => ({
	dtype: "F32",
	shape,
	data_offsets: [start, end],
});

const refuses = (header: string | object, message: RegExp, data = new Uint8Array(8)) =>
	assertUserError(() => readHeader(rawPath(header, data)), message, /fetch/i);

test("readHeader() gives type, shape, place in the file, and metadata", () => {
	const header = { __metadata__: { format: "pt" }, b: f32([2, 1], 4, 12), a: f32([], 0, 4) };
	const dataStart = 8 + JSON.stringify(header).length;
	const read = readHeader(rawPath(header, new Uint8Array(12)));
	assert.equal(read.metadata, { format: "pt" });
	assert.equal([...read.entries.keys()], ["b", "a"]);
	assert.equal(read.entries.get("b"), {
		dtype: "F32",
		shape: [2, 1],
		start: dataStart + 4,
		end: dataStart + 12,
	});
	assert.equal([read.dataStart, read.fileBytes], [dataStart, dataStart + 12]);
});

test("readHeader() takes blanks after the JSON and a file without tensors", () => {
	assert.equal(readHeader(rawPath("{}   ")).entries.size, 0);
});

test("readHeader() says when there is no such file", () => {
	assertUserError(
		() => readHeader("/nowhere/m.safetensors"),
		/"\/nowhere\/m.safetensors" does not exist/,
		/path/,
	);
});

test("readHeader() says when it is given a folder", () => {
	assertUserError(() => readHeader("/"), /"\/" is a folder; a file was to be read/, /Name the file/);
});

if (process.getuid?.() === 0) console.log("skipped: files that may not be read: root may read any");
else {
	test("readHeader() says when the file may not be read", () => {
		const path = rawPath({});
		chmodSync(path, 0);
		assertUserError(() => readHeader(path), /may not be read by you/, /permissions/);
	});
}

test("readHeader() refuses a file too short for the header's length", () => {
	assertUserError(
		() => readHeader(fileOf(new Uint8Array(5))),
		/has 5 bytes; .* at least 8/,
		/Fetch the file again/,
	);
});

test("readHeader() refuses a header that would reach beyond the file", () => {
	const cut = rawFile({ a: f32([1], 0, 4) }, new Uint8Array(4)).subarray(0, 20);
	assertUserError(
		() => readHeader(fileOf(cut)),
		/has 20 bytes, but its header alone should end at byte \d+/,
		/cut short/,
	);
});

test("readHeader() refuses a header of more than 100 MB", () => {
	const bytes = Buffer.alloc(16);
	bytes.writeBigUInt64LE(100_000_001n);
	assertUserError(
		() => readHeader(fileOf(bytes)),
		/header would have 100000001 bytes, and 100000000 is the most/,
		/damaged/,
	);
});

test("readHeader() refuses a header that is not a JSON object", () => {
	refuses('{"a": ', /header is not JSON \(/);
	refuses("[1, 2]", /header is not a JSON object/);
	refuses(' {"a": 1}', /header is not a JSON object/);
	assertUserError(
		() => readHeader(fileOf(Buffer.from([2, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0xff]))),
		/not UTF-8/,
		/damaged/,
	);
});

test("readHeader() refuses metadata that is not text", () => {
	refuses({ __metadata__: { epoch: 3 } }, /"__metadata__" is not an object of strings/);
});

test("readHeader() refuses a tensor name that occurs twice, however it is spelled", () => {
	const one = JSON.stringify(f32([1], 0, 4));
	refuses(`{"w":${one},"w":${one}}`, /tensor "w" occurs twice/);
	refuses(`{"w":${one},"\\u0077" : ${one}}`, /tensor "w" occurs twice/);
});

test("readHeader() is not misled by equal keys further in", () => {
	const header = { a: f32([1], 0, 4), b: f32([1], 4, 8), __metadata__: { a: '"a":{', b: "\\" } };
	assert.is(readHeader(rawPath(header, new Uint8Array(8))).entries.size, 2);
});

test("readHeader() refuses an unknown type and names the known ones", () => {
	refuses(
		{ w: { dtype: "Q4", shape: [2], data_offsets: [0, 8] } },
		/tensor "w" has type "Q4"; known are BOOL, .*F32/,
	);
	refuses({ w: { shape: [2], data_offsets: [0, 8] } }, /tensor "w" has type undefined/);
	refuses({ w: null }, /tensor "w" has type undefined/);
});

test("readHeader() refuses shapes that are not sizes", () => {
	refuses({ w: { dtype: "F32", shape: [-2], data_offsets: [0, 8] } }, /tensor "w" has shape \[-2\]/);
	refuses({ w: { dtype: "F32", shape: 2, data_offsets: [0, 8] } }, /tensor "w" has shape 2/);
});

test("readHeader() refuses offsets that are not two positions in order", () => {
	refuses({ w: { dtype: "F32", shape: [2], data_offsets: [0] } }, /tensor "w" has offsets \[0\]/);
	refuses({ w: { dtype: "F32", shape: [2], data_offsets: [0, 8.5] } }, /tensor "w" has offsets \[0,8.5\]/);
	refuses({ w: f32([2], 8, 0) }, /tensor "w" has offsets 8 to 0: it would end before it starts/);
});

test("readHeader() refuses a length that is not what type and shape need", () => {
	refuses({ w: f32([3], 0, 8) }, /tensor "w" has 8 bytes, but F32 of shape \[3\] needs 12/);
});

test("readHeader() refuses tensors that overlap or leave gaps", () => {
	refuses({ a: f32([2], 0, 8), b: f32([1], 4, 8) }, /tensor "b" overlaps tensor "a"/);
	refuses({ a: f32([1], 4, 8) }, /tensor "a" leaves a gap of 4 bytes after the header/);
});

test("readHeader() refuses data cut short, and says where it should have ended", () => {
	const header = { a: f32([2], 0, 8), b: f32([1], 8, 12) };
	const end = 8 + JSON.stringify(header).length + 12;
	refuses(header, new RegExp(`has ${end - 4} bytes, but its tensor "b" should end at byte ${end}`));
});

test("readHeader() refuses bytes after the last tensor", () => {
	refuses({ a: f32([1], 0, 4) }, /4 bytes follow tensor "a", which should be the last/);
});

test("readHeader() takes a header of 640 bytes, which begins as a pickle does", () => {
	const header = JSON.stringify({ a: { dtype: "F32", shape: [1], data_offsets: [0, 4] } }).padEnd(640, " ");
	const path = rawPath(header, new Uint8Array(4));
	assert.equal([...readFileSync(path).subarray(0, 2)], [0x80, 2]);
	assert.equal([...readHeader(path).entries.keys()], ["a"]);
});

test("readHeader() refuses PyTorch's pickles and says how to convert them", () => {
	const zip = fileOf(Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(60)]), "bin");
	assertUserError(
		() => readHeader(zip),
		/zip archive.*pickles are refused.*runs whatever code/,
		/save_pretrained/,
	);
	const bare = fileOf(Buffer.concat([Buffer.from([0x80, 2]), Buffer.alloc(60)]), "bin");
	assertUserError(() => readHeader(bare), /is a Python pickle/, /save_pretrained/);
});

test.run();

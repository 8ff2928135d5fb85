import { createHash } from "node:crypto";
import { closeSync, openSync, truncateSync, writeSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openSafetensors } from "../../../engine/safetensors/safetensors-file.ts";
import { fileOf, rawFile, rawPath } from "./raw-file.ts";
import { assertUserError } from "./user-error.ts";

const entry = (dtype: string, shape: number[], start: number, end: number) => ({
	dtype,
	shape,
	data_offsets: [start, end],
});
const bytesOf = (values: Float32Array | Float64Array | Uint16Array) => new Uint8Array(values.buffer);

function tensorOf(dtype: string, data: Uint8Array, count: number) {
	const file = openSafetensors(rawPath({ w: entry(dtype, [count], 0, data.length) }, data));
	const { data: values } = file.tensor("w");
	file.close();
	return values;
}

test("tensor() reads F32 as it stands", () => {
	assert.equal(
		[...tensorOf("F32", bytesOf(Float32Array.of(1.5, -0, 3e38)), 3)],
		[1.5, -0, Math.fround(3e38)],
	);
});

test("tensor() reads F16, subnormal numbers and infinities too", () => {
	const halves = Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0001, 0x03ff, 0x0400, 0x7c00, 0xfc00, 0x3555);
	const expected = [1, -2, 65504, 2 ** -24, 1023 * 2 ** -24, 2 ** -14, Infinity, -Infinity, 0.333251953125];
	assert.equal([...tensorOf("F16", bytesOf(halves), halves.length)], expected);
});

test("tensor() reads all 65,536 half floats as NumPy does", () => {
	const all = tensorOf("F16", bytesOf(Uint16Array.from({ length: 65536 }, (_, i) => i)), 65536);
	const numbers = all.filter((value) => !Number.isNaN(value));
	assert.is(numbers.length, 63490);
	// sha256(np.arange(65536, dtype=np.uint16).view(np.float16).astype(np.float32), NaNs left out)
	assert.is(
		createHash("sha256").update(numbers).digest("hex"),
		"680bbc22915f61aa1bbfc7265bc3882a6aa42d299bfd2c571807196e5544de2e",
	);
});

test("tensor() reads BF16 as the upper halves of floats", () => {
	const values = tensorOf("BF16", bytesOf(Uint16Array.of(0x3f80, 0xc049, 0x7f80, 0x0001)), 4);
	assert.equal([...values], [1, -3.140625, Infinity, 2 ** -133]);
});

test("tensor() rounds F64 to the nearest float", () => {
	assert.equal([...tensorOf("F64", bytesOf(Float64Array.of(0.1, -1e300)), 2)], [Math.fround(0.1), -Infinity]);
});

test("tensor() reads tensors at odd offsets", () => {
	const data = Buffer.concat([
		Buffer.from([7]),
		bytesOf(Float32Array.of(2.5)),
		bytesOf(Uint16Array.of(0x3f80)),
	]);
	// Header lengths of every remainder, so that no start is aligned by luck.
	for (let pad = 0; pad < 8; pad++) {
		const header = {
			flag: entry("U8", [1], 0, 1),
			w: entry("F32", [1, 1], 1, 5),
			h: entry("BF16", [], 5, 7),
		};
		const file = openSafetensors(fileOf(rawFile(JSON.stringify(header) + " ".repeat(pad), data)));
		assert.equal(file.tensor("w"), { shape: [1, 1], data: Float32Array.of(2.5) });
		assert.equal(file.tensor("h"), { shape: [], data: Float32Array.of(1) });
		file.close();
	}
});

test("tensor() converts tensors longer than one chunk without a seam", () => {
	const count = 2 ** 23 + 5; // 16 MiB and ten bytes of BF16
	const values = tensorOf("BF16", bytesOf(Uint16Array.from({ length: count }, (_, i) => i & 0x3fff)), count);
	const bits = new Uint32Array(values.buffer);
	assert.is(
		bits.findIndex((value, i) => value !== (i & 0x3fff) << 16),
		-1,
	);
});

test("tensor() reads beyond 2 GiB of a file", () => {
	const far = 2 ** 31 + 3;
	const header = { big: entry("U8", [far], 0, far), small: entry("F32", [2], far, far + 8) };
	const raw = rawFile(header);
	const path = fileOf(raw);
	// Sparse: takes no room on disk.
	truncateSync(path, raw.length + far + 8);
	const writer = openSync(path, "r+");
	writeSync(writer, bytesOf(Float32Array.of(4, 5)), 0, 8, raw.length + far);
	closeSync(writer);
	const file = openSafetensors(path);
	assert.equal([...file.tensor("small").data], [4, 5]);
	file.close();
	truncateSync(path, 0);
});

test("tensor() gives each caller its own array", () => {
	const file = openSafetensors(rawPath({ w: entry("F32", [1], 0, 4) }, bytesOf(Float32Array.of(1))));
	file.tensor("w").data[0] = 9;
	assert.is(file.tensor("w").data[0], 1);
	file.close();
});

test("tensor() refuses integers", () => {
	assertUserError(
		() => tensorOf("I64", new Uint8Array(8), 1),
		/"w" of ".*" has type I64; F32, F16, BF16/,
		/edition/,
	);
});

test("tensor() offers the nearest name for one that is not there", () => {
	const header = { "h.0.mlp.c_proj.weight": entry("F32", [1], 0, 4), "wte.weight": entry("F32", [1], 4, 8) };
	const file = openSafetensors(rawPath(header, new Uint8Array(8)));
	const asks = (name: string, hint: RegExp) =>
		assertUserError(() => file.tensor(name), /has no tensor/, hint);
	asks("wte.wieght", /Did you mean "wte.weight"\?/);
	asks("transformer.h.0.mlp.c_proj.weight", /Did you mean "h.0.mlp.c_proj.weight"\?/);
	asks("model.embed_tokens.weight", /holds 2 tensors: h.0.mlp.c_proj.weight, wte.weight$/);
	file.close();
});

test("tensor() notices that the file was cut short after it was opened", () => {
	const path = rawPath({ w: entry("F32", [4], 0, 16) }, new Uint8Array(16));
	const file = openSafetensors(path);
	truncateSync(path, file.entry("w").start + 6);
	assertUserError(
		() => file.tensor("w"),
		/ends at byte \d+; 10 more bytes were to be read/,
		/cut short, or changed/,
	);
	file.close();
});

test("close() may be called twice, and reading after it is a bug", () => {
	const file = openSafetensors(rawPath({ w: entry("F32", [1], 0, 4) }, new Uint8Array(4)));
	file.close();
	file.close();
	assert.throws(() => file.tensor("w"), /is closed/);
});

test.run();

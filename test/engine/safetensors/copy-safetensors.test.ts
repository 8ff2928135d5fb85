import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { copySafetensors } from "../../../engine/safetensors/copy-safetensors.ts";
import { openSafetensors, type StoredTensor } from "../../../engine/safetensors/safetensors-file.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { rawPath } from "./raw-file.ts";

/** Three tensors: bfloat16 in an order that is not the names', and integers that no engine reads. */
const source = rawPath(
	{
		__metadata__: { format: "pt" },
		z: { dtype: "BF16", shape: [2], data_offsets: [0, 4] },
		a: { dtype: "BF16", shape: [1, 2], data_offsets: [4, 8] },
		ids: { dtype: "I64", shape: [1], data_offsets: [8, 16] },
	},
	Uint8Array.of(0x80, 0x3f, 0x00, 0x40, 0xc0, 0x3f, 0x81, 0x3f, 1, 2, 3, 4, 5, 6, 7, 8),
);
const bytesOf = (path: string, name: string) => {
	const file = openSafetensors(path);
	const { dtype, start, end } = file.entry(name);
	file.close();
	return [dtype, [...readFileSync(path).subarray(start, end)]];
};

const fail = (): never => {
	throw new Error("cannot");
};

test("a changed tensor becomes float32; the others keep type, bytes and order", () => {
	const to = join(temporaryFolder(), "copy.safetensors");
	copySafetensors(
		source,
		to,
		new Map([
			[
				"a",
				({ data, shape }: StoredTensor) => {
					assert.equal(shape, [1, 2]);
					return data.map((value) => value + 2 ** -20);
				},
			],
			["of-another-file", fail],
		]),
	);
	const copy = openSafetensors(to);
	assert.equal(copy.names, ["z", "a", "ids"]);
	assert.equal(copy.header.metadata, { format: "pt" });
	assert.equal(copy.entry("a").dtype, "F32");
	assert.equal(copy.tensor("a").data, Float32Array.of(1.5 + 2 ** -20, 1.0078125 + 2 ** -20));
	copy.close();
	for (const name of ["z", "ids"]) assert.equal(bytesOf(to, name), bytesOf(source, name));
});

test("a copy without changes holds the same, also without metadata", () => {
	const bare = rawPath({ w: { dtype: "F16", shape: [1], data_offsets: [0, 2] } }, Uint8Array.of(7, 60));
	const to = join(temporaryFolder(), "copy.safetensors");
	copySafetensors(bare, to, new Map());
	assert.equal(bytesOf(to, "w"), bytesOf(bare, "w"));
	const { header } = openSafetensors(to);
	assert.equal(header.metadata, {});
});

test("a change that fails leaves no file", () => {
	const folder = temporaryFolder();
	const failing = new Map([["a", fail]]);
	assert.throws(() => copySafetensors(source, join(folder, "copy.safetensors"), failing), /cannot/);
	assert.equal(readdirSync(folder), []);
});

test.run();

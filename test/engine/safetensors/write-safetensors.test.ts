import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openSafetensors } from "../../../engine/safetensors/safetensors-file.ts";
import { writeSafetensors } from "../../../engine/safetensors/write-safetensors.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const folder = temporaryFolder();

test("writeSafetensors() writes what openSafetensors() reads", () => {
	const path = join(folder, "a.safetensors");
	const part = new Float32Array(8).map((_, i) => i).subarray(2, 5); // a view inside a larger buffer
	const scalar = { shape: [], data: Float32Array.of(-7) };
	writeSafetensors(
		path,
		new Map([
			["part", { shape: [3, 1], data: part }],
			["scalar", scalar],
		]),
		{ made: "here" },
	);
	const file = openSafetensors(path);
	assert.equal(file.header.metadata, { made: "here" });
	assert.equal(file.names, ["part", "scalar"]);
	assert.equal(file.tensor("part"), { shape: [3, 1], data: Float32Array.of(2, 3, 4) });
	assert.equal(file.tensor("scalar"), scalar);
	assert.is(file.header.dataStart % 8, 0);
	file.close();
});

test("float64 values are written and read unrounded, or rounded where 32 bits are asked for", () => {
	const path = join(folder, "double.safetensors");
	const double = { shape: [2], data: Float64Array.of(1 / 3, 1e-300) };
	const single = { shape: [1], data: Float32Array.of(0.5) };
	writeSafetensors(path, [
		["double", double],
		["single", single],
	]);
	const file = openSafetensors(path);
	assert.equal(file.unrounded("double"), double);
	assert.equal(file.unrounded("single"), single);
	assert.equal(file.tensor("double").data, Float32Array.of(1 / 3, 0));
	file.close();
});

test("writeSafetensors() gives equal bytes for equal tensors in any order", () => {
	const one = { shape: [1], data: Float32Array.of(1) };
	const two = { shape: [2], data: Float32Array.of(2, 2) };
	const write = (name: string, tensors: [string, typeof one][]) => {
		writeSafetensors(join(folder, name), tensors);
		return readFileSync(join(folder, name));
	};
	const inOrder = write("x", [
		["a", one],
		["b", two],
	]);
	assert.ok(
		inOrder.equals(
			write("y", [
				["b", two],
				["a", one],
			]),
		),
	);
});

test("writeSafetensors() replaces a file whole and leaves nothing else behind", () => {
	const within = temporaryFolder();
	const path = join(within, "d.safetensors");
	writeFileSync(path, "something older and longer than what comes now, so that a rest would show".repeat(9));
	writeSafetensors(path, [["w", { shape: [1], data: Float32Array.of(1) }]]);
	assert.equal(readdirSync(within), ["d.safetensors"]);
	const file = openSafetensors(path);
	assert.equal([...file.tensor("w").data], [1]);
	file.close();
});

test("writeSafetensors() leaves nothing behind where the file cannot take its place", () => {
	const within = temporaryFolder();
	assert.throws(() => writeSafetensors(within, [["w", { shape: [1], data: Float32Array.of(1) }]]));
	assert.equal(readdirSync(within), []);
	const parent = readdirSync(join(within, "..")).filter((name) => name.endsWith(".partial"));
	assert.equal(parent, []);
});

test("writeSafetensors() refuses what is not a set of tensors", () => {
	const path = join(folder, "never");
	const one = { shape: [1], data: Float32Array.of(1) };
	assert.throws(
		() => writeSafetensors(path, [["w", { shape: [2, 3], data: one.data }]]),
		/\[2, 3\] has 1 values/,
	);
	assert.throws(
		() =>
			writeSafetensors(path, [
				["w", one],
				["w", one],
			]),
		/"w" is given twice/,
	);
	assert.throws(() => writeSafetensors(path, [["__metadata__", one]]), /may not be named/);
});

test.run();

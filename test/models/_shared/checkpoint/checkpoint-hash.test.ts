import { copyFileSync, cpSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openSafetensors } from "../../../../engine/safetensors/safetensors-file.ts";
import { writeSafetensors } from "../../../../engine/safetensors/write-safetensors.ts";
import { checkpointHash } from "../../../../models/_shared/checkpoint/checkpoint-hash.ts";
import { assertUserError } from "../../../engine/safetensors/user-error.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";
import { goldenCheckpoint } from "../tokenizer/reference-tokens.ts";

const original = goldenCheckpoint("tiny-gpt2");

function copyOfOriginal(): string {
	const folder = temporaryFolder();
	cpSync(original, folder, { recursive: true });
	return folder;
}

test("checkpointHash() depends on contents, not on place, dates or other files", () => {
	const copy = copyOfOriginal();
	utimesSync(join(copy, "config.json"), 0, 0);
	writeFileSync(join(copy, "README.md"), "about");
	assert.match(checkpointHash(original), /^[0-9a-f]{64}$/);
	assert.is(checkpointHash(copy), checkpointHash(original));
});

test("checkpointHash() notices a change in any file that can change numbers", () => {
	const changes: [string, (folder: string) => void][] = [
		["configuration", (folder) => writeFileSync(join(folder, "config.json"), "{}")],
		["sampling", (folder) => writeFileSync(join(folder, "generation_config.json"), '{"top_k": 5}')],
		["no sampling", (folder) => rmSync(join(folder, "generation_config.json"))],
		[
			"tokenizer",
			(folder) =>
				copyFileSync(join(goldenCheckpoint("tiny-llama"), "tokenizer.json"), join(folder, "tokenizer.json")),
		],
		["one weight", changeOneWeight],
	];
	const hashes = changes.map(([, change]) => {
		const copy = copyOfOriginal();
		change(copy);
		return checkpointHash(copy);
	});
	assert.is(new Set([checkpointHash(original), ...hashes]).size, 1 + changes.length);
});

function changeOneWeight(folder: string): void {
	const path = join(folder, "model.safetensors");
	const file = openSafetensors(path);
	const tensors = file.names.map((name) => [name, file.tensor(name)] as const);
	file.close();
	tensors[0]![1].data[7]! += 1;
	writeSafetensors(path, tensors, file.header.metadata);
}

/** 65 MiB in two tensors: too large to be hashed whole. */
function largeCheckpoint(change: (second: Float32Array) => void): string {
	const folder = temporaryFolder();
	const second = new Float32Array(2 ** 14).fill(2);
	change(second);
	const first = { shape: [2 ** 24], data: new Float32Array(2 ** 24) };
	writeSafetensors(join(folder, "model.safetensors"), [
		["first", first],
		["second", { shape: [2 ** 14], data: second }],
	]);
	return folder;
}

test("checkpointHash() notices a change in one matrix of a large checkpoint", () => {
	const unchanged = largeCheckpoint(() => {});
	const edited = largeCheckpoint((second) =>
		second.forEach((value, i) => {
			second[i] = value + 1e-3;
		}),
	);
	const atTheEnd = largeCheckpoint((second) => second.fill(3, -1));
	assert.is(checkpointHash(unchanged), checkpointHash(largeCheckpoint(() => {})));
	assert.is(new Set([unchanged, edited, atTheEnd].map(checkpointHash)).size, 3);
});

test("checkpointHash() refuses a folder without weights", () => {
	assertUserError(
		() => checkpointHash(temporaryFolder()),
		/has neither model.safetensors nor/,
		/Check the path/,
	);
});

test.run();

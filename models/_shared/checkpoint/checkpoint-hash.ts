import { createHash, type Hash } from "node:crypto";
import { closeSync, existsSync, fstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { weightFiles } from "#engine/safetensors/open-checkpoint";
import { openForReading } from "#engine/safetensors/open-for-reading";
import { readFully } from "#engine/safetensors/read-fully";
import { parseHeader } from "#engine/safetensors/read-header";
import { readHeaderText } from "#engine/safetensors/read-header-text";

/** Small files that can change a model's numbers. */
const settingFiles = [
	"config.json",
	"generation_config.json",
	"model.safetensors.index.json",
	"special_tokens_map.json",
	"tokenizer.json",
	"tokenizer_config.json",
];

/** Weight files up to this size are hashed whole. */
const wholeBytes = 64 * 2 ** 20;
const sampleBytes = 4096;

/**
 * Content identity of a checkpoint, for manifests: sha256 over, file by file in order of their names,
 *
 *     settings            name, size, contents
 *     weights ≤ 64 MiB    name, size, contents
 *     larger weights      name, size, header, and of every tensor the first, middle and last 4 KiB
 *
 * Three places in *every* tensor, because an edited checkpoint may differ from its origin in one matrix only; a
 * change that spares all three of them goes unnoticed. Folder, dates and other files do not count. Reads a few MB of
 * a 27 GB checkpoint.
 *
 * @returns 64 hexadecimal digits
 */
export function checkpointHash(folder: string): string {
	const hash = createHash("sha256");
	for (const name of settingFiles) {
		if (!existsSync(join(folder, name))) continue;
		const contents = readFileSync(join(folder, name));
		hash.update(label(name, contents.length)).update(contents);
	}
	for (const name of weightFiles(folder)) hashWeights(hash, folder, name);
	return hash.digest("hex");
}

/** Name and size before the contents: no two lists of files run together into the same bytes. */
const label = (name: string, bytes: number): string => `\n${JSON.stringify([name, bytes])}\n`;

function hashWeights(hash: Hash, folder: string, name: string): void {
	const path = join(folder, name);
	const file = openForReading(path);
	try {
		const { size } = fstatSync(file);
		hash.update(label(name, size));
		if (size <= wholeBytes) hash.update(read(file, path, 0, size));
		else sampleTensors(hash, file, path);
	} finally {
		closeSync(file);
	}
}

function sampleTensors(hash: Hash, file: number, path: string): void {
	const header = readHeaderText(file, path);
	hash.update(header.text);
	for (const { start, end } of parseHeader(header, path).entries.values()) {
		const length = Math.min(sampleBytes, end - start);
		const middle = Math.floor((start + end - length) / 2);
		for (const position of [start, middle, end - length]) hash.update(read(file, path, position, length));
	}
}

function read(file: number, path: string, position: number, length: number): Buffer {
	const bytes = Buffer.allocUnsafe(length);
	readFully(file, path, bytes, position);
	return bytes;
}

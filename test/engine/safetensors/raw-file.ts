import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const parent = mkdtempSync(join(tmpdir(), "editbench-test-"));
process.on("exit", () => rmSync(parent, { recursive: true, force: true }));

/** A new folder that is gone when the process ends. */
export const temporaryFolder = (): string => mkdtempSync(join(parent, "folder-"));

/** Any bytes under a header of our choice, right or wrong, without the writer under test. */
export function rawFile(header: string | object, data: Uint8Array = new Uint8Array()): Buffer {
	const json = Buffer.from(typeof header === "string" ? header : JSON.stringify(header));
	const prefix = Buffer.alloc(8);
	prefix.writeBigUInt64LE(BigInt(json.length));
	return Buffer.concat([prefix, json, data]);
}

const folder = temporaryFolder();
let count = 0;

/** @returns path of a new file of these bytes */
export function fileOf(bytes: Uint8Array, extension = "safetensors"): string {
	const path = join(folder, `${count++}.${extension}`);
	writeFileSync(path, bytes);
	return path;
}

export const rawPath = (header: string | object, data?: Uint8Array): string => fileOf(rawFile(header, data));

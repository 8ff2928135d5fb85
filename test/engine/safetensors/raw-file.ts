import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

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

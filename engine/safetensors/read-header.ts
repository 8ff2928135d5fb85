import { closeSync } from "node:fs";
import { checkEntry, type TensorEntry } from "./check-entry.ts";
import { checkLayout } from "./check-layout.ts";
import { duplicateKey } from "./duplicate-key.ts";
import { openForReading } from "./open-for-reading.ts";
import { type HeaderText, notSafetensors, readHeaderText } from "./read-header-text.ts";

/** What a safetensors file says about itself. */
export interface SafetensorsHeader {
	/** Free text of `__metadata__`; empty where absent. */
	readonly metadata: Readonly<Record<string, string>>;
	/** By tensor name, in the file's order. */
	readonly entries: ReadonlyMap<string, TensorEntry>;
	/** Offset of the first tensor's first byte. */
	readonly dataStart: number;
	readonly fileBytes: number;
}

/**
 * Reads and checks the header of a safetensors file: 8 bytes with the header's length, the header in JSON, then all
 * tensors without gaps, little-endian, row-major.
 *
 * @throws UserError where the file is missing, cut short, damaged or of another format
 */
export function readHeader(path: string): SafetensorsHeader {
	const file = openForReading(path);
	try {
		return parseHeader(readHeaderText(file, path), path);
	} finally {
		closeSync(file);
	}
}

/** As `readHeader`, of a header already read. */
export function parseHeader({ text, dataStart, fileBytes }: HeaderText, path: string): SafetensorsHeader {
	const { __metadata__, ...tensors } = parseObject(text, path);
	const metadata = checkMetadata(__metadata__, path);
	const entries = new Map(
		Object.entries(tensors).map(([name, value]) => [name, checkEntry(name, value, { path, dataStart })]),
	);
	checkLayout(entries, { path, dataStart, fileBytes });
	return { metadata, entries, dataStart, fileBytes };
}

function parseObject(text: string, path: string): Record<string, unknown> {
	// The library refuses anything before the brace too, so that a file cannot be of two formats at once.
	if (!text.startsWith("{")) throw notSafetensors(path, "its header is not a JSON object");
	let parsed: Record<string, unknown>;
	try {
		parsed = JSON.parse(text) as Record<string, unknown>;
	} catch (cause) {
		throw notSafetensors(path, `its header is not JSON (${(cause as Error).message})`, cause);
	}
	const twice = duplicateKey(text);
	if (twice !== undefined) throw notSafetensors(path, `tensor "${twice}" occurs twice in its header`);
	return parsed;
}

function checkMetadata(metadata: unknown, path: string): Record<string, string> {
	if (metadata === undefined) return {};
	const isObject = typeof metadata === "object" && metadata !== null && !Array.isArray(metadata);
	if (!isObject || !Object.values(metadata).every((value) => typeof value === "string")) {
		throw notSafetensors(path, '"__metadata__" is not an object of strings');
	}
	return metadata as Record<string, string>;
}

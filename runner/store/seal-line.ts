import { crc32 } from "node:zlib";
import { fromJson, toJson } from "./json.ts";

/**
 * Writes a value as a line that says whose it is, with a checksum over that and the value:
 *
 *     {"cell":"<id>","crc32":"<8 hex digits>",<the value's own fields>}
 *
 * A line that was cut off, changed, or copied from another cell's file is told from a whole one before anything of it is used.
 *
 * @param cell id of the cell, or of the baseline, that the line belongs to
 */
export function sealLine(cell: string, value: unknown): string {
	const owner = JSON.stringify(cell);
	const fields = toJson(value).slice(1);
	return `{"cell":${owner},"crc32":"${checksum(owner, fields.slice(0, -1))}",${fields}`;
}

/** A line's value, or why it does not count. */
export type OpenedLine<T> = { readonly value: T } | { readonly fault: string };

/** Reads a line that `sealLine` wrote, without its end of line. */
export function openLine<T extends { readonly index: number }>(cell: string, text: string): OpenedLine<T> {
	const [head, owner, sum] = /^\{"cell":("[^"]*"),"crc32":"([0-9a-f]{8})",/.exec(text) ?? [];
	if (head === undefined) return { fault: "has no checksum" };
	const fields = text.slice(head.length);
	if (checksum(owner!, fields) !== sum) return { fault: "does not fit its checksum" };
	if (owner !== JSON.stringify(cell)) return { fault: `belongs to ${owner}` };
	const value = fromJson(`{${fields}`) as T;
	return Number.isInteger(value.index) && value.index >= 0 ? { value } : { fault: "is no record" };
}

const checksum = (owner: string, fields: string): string =>
	crc32(fields, crc32(owner)).toString(16).padStart(8, "0");

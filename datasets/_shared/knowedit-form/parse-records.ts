import type { DataFinding, DataReport } from "#core/data-report";
import { describeValue } from "#core/describe-value";
import type { KnowEditRecord } from "#core/record";
import { isJsonObject } from "../json-object.ts";
import { checkJoin } from "./check-join.ts";
import { checkShape } from "./check-shape.ts";
import { countRecords } from "./count-records.ts";
import { parseRecord } from "./parse-record.ts";
import { type Note, rules } from "./rules.ts";

export interface ParsedRecords {
	/** Every record without an error, in the file's order. */
	readonly records: readonly KnowEditRecord[];
	readonly report: DataReport;
}

/** The id of a record: its split and its place in the file, so that it stays the same whatever part is loaded. */
export const recordId = (split: string, index: number): string => `${split}-${index}`;

/**
 * Reads a file of KnowEdit's form (arXiv 2401.01286) in any of its published shapes. Texts are kept as they stand.
 *
 * @param json the file as `JSON.parse` returns it
 * @param options.where path or address of the file, for messages
 * @param options.split first part of the records' ids
 * @param options.join put into every record, where given
 * @throws UserError where the file as a whole is something else; errors of single records are in the report
 */
export function parseRecords(
	json: unknown,
	{ where, split, join }: { where: string; split: string; join?: string | undefined },
): ParsedRecords {
	checkShape(json, where);
	const records: KnowEditRecord[] = [];
	const findings: DataFinding[] = [];
	const seen = new Map<string, number>();
	for (const [index, raw] of json.entries()) {
		const found: DataFinding[] = [];
		const note: Note = ({ severity, title }, field, message) =>
			found.push({ severity, rule: title, index, field, message });
		noteDuplicate(raw, index, seen, note);
		const read = readRecord(raw, recordId(split, index), note);
		const record = read && { ...read, ...(join !== undefined && { join }) };
		if (record !== undefined) checkJoin(record, join, note);
		if (record !== undefined && !found.some(({ severity }) => severity === "error")) records.push(record);
		findings.push(...found);
	}
	const counts = countRecords(records, json, findings);
	return { records, report: { where, total: json.length, usable: records.length, counts, findings } };
}

function readRecord(raw: unknown, id: string, note: Note): KnowEditRecord | undefined {
	if (isJsonObject(raw)) return parseRecord(raw, id, note);
	note(rules.unreadable, "", `got ${describeValue(raw)}, want an object`);
	return undefined;
}

function noteDuplicate(raw: unknown, index: number, seen: Map<string, number>, note: Note): void {
	const written = JSON.stringify(raw);
	const earlier = seen.get(written);
	if (earlier === undefined) seen.set(written, index);
	else note(rules.duplicate, "", `equals record ${earlier}`);
}

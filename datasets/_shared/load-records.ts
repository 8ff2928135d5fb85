import type { DataFinding, DataReport } from "#core/data-report";
import { UserError } from "#core/errors";
import type { KnowEditRecord } from "#core/record";
import { parseRecords, recordId } from "./knowedit-form/parse-records.ts";
import { readJsonFile } from "./read-json-file.ts";
import { type Selection, selectIndices } from "./selection.ts";

/** A data file of KnowEdit's form on this machine. */
export interface RecordsFile {
	readonly path: string;
	/** First part of the records' ids. */
	readonly split: string;
	/** Put into every record, where given. */
	readonly join?: string | undefined;
}

/**
 * Reads the records that a selection keeps, in its order. Ids tell the place in the file, so that a record has the
 * same id in every selection.
 *
 * @throws UserError where one of them has an error; errors of records that are not kept do not matter
 */
export async function loadRecords(
	{ path, split, join }: RecordsFile,
	selection: Selection,
): Promise<readonly KnowEditRecord[]> {
	const { records, report } = parseRecords(await readJsonFile(path), { where: path, split, join });
	const places = selectIndices(report.total, selection, path);
	refuseErrors(report, new Set(places));
	const byId = new Map(records.map((record) => [record.id, record]));
	return places.map((index) => byId.get(recordId(split, index))!);
}

/** Everything that is odd about a whole file, for `bench check-data`. */
export async function checkRecords({ path, split, join }: RecordsFile): Promise<DataReport> {
	return parseRecords(await readJsonFile(path), { where: path, split, join }).report;
}

const shown = 3;

function refuseErrors({ where, findings }: DataReport, kept: ReadonlySet<number>): void {
	const errors = findings.filter(({ severity, index }) => severity === "error" && kept.has(index));
	if (errors.length === 0) return;
	const broken = new Set(errors.map(({ index }) => index)).size;
	const more = errors.length - shown;
	const lines = [...errors.slice(0, shown).map(describe), ...(more > 0 ? [`  … and ${more} more`] : [])];
	throw new UserError(
		`${broken === 1 ? "1 record" : `${broken} records`} of ${where} cannot be used:\n${lines.join("\n")}`,
		{
			hint: 'Mend the file ("bench check-data" lists all that is odd about it), or leave them out by "indices".',
		},
	);
}

const describe = ({ index, field, message }: DataFinding): string =>
	`  record ${index}${field === "" ? "" : `, ${field}`}: ${message}`;

import { stringify } from "csv-stringify/sync";

/** A table of texts and numbers; what is absent is an empty field. Lines end in a line feed. */
export function renderCsv<Name extends string>(
	columns: readonly Name[],
	rows: readonly Readonly<Partial<Record<Name, string | number | undefined>>>[],
): string {
	return stringify([columns, ...rows.map((row) => columns.map((name) => textOf(row[name])))]);
}

/** Numbers keep all their digits. */
const textOf = (value: string | number | undefined): string => (value === undefined ? "" : String(value));

import type { TextRecord } from "./result-record.ts";
import type { WrittenRecord } from "./to-result-record.ts";

/** Content of a result file or a text file, indented like the Python tools' own. */
export const renderRecords = (records: readonly WrittenRecord[] | readonly TextRecord[]): string =>
	`${JSON.stringify(records, null, 4)}\n`;

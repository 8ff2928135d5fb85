import type { EditRecord } from "#core/record";

/** What a table must say where records have no context sentences; undefined where all have. */
export function missingContext(records: readonly EditRecord[]): string | undefined {
	const without = records.filter(({ context }) => context === undefined).length;
	if (without === 0) return undefined;
	const who =
		without === records.length
			? `none of the ${records.length} records has`
			: `${without} of ${records.length} records lack`;
	return `${who} context sentences: ICE and in-context editing state the edit itself there (prompt and target)`;
}

import { basename } from "node:path";
import { UserError } from "#core/errors";
import { type Corpus, isBlank } from "./corpus.ts";
import { hashFiles } from "./hash-files.ts";

/** The column that holds the texts. */
const COLUMN = "text";

/** The column "text" of a parquet file. */
export const parquetCorpus = (path: string): Corpus => ({
	title: basename(path),
	name: path,
	locate: async () => ({ here: { form: "parquet", sha256: await hashFiles([path]) } }),
	texts: (count) => readTexts([path], count),
});

/** Texts that are not blank. Stops after the group of rows in which there are enough texts. */
export async function readTexts(
	paths: readonly string[],
	count = Number.POSITIVE_INFINITY,
): Promise<readonly string[]> {
	const texts: string[] = [];
	for await (const group of groupsOf(paths)) {
		for (const text of group) if (!isBlank(text)) texts.push(text);
		if (texts.length >= count) break;
	}
	return texts;
}

async function* groupsOf(paths: readonly string[]): AsyncGenerator<readonly string[]> {
	for (const path of paths) yield* groupsIn(path);
}

async function* groupsIn(path: string): AsyncGenerator<readonly string[]> {
	// What only describes a covariance does without it.
	const { asyncBufferFromFile, parquetMetadataAsync, parquetRead, parquetSchema } = await import("hyparquet");
	try {
		const file = await asyncBufferFromFile(path);
		const metadata = await parquetMetadataAsync(file);
		const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
		if (!columns.includes(COLUMN)) throw noTexts(path, columns);
		let rowStart = 0;
		for (const { num_rows: rows } of metadata.row_groups) {
			const rowEnd = rowStart + Number(rows);
			let group: readonly string[] = [];
			const onComplete = (found: unknown[][]) => {
				group = found.map(([text]) => String(text ?? ""));
			};
			await parquetRead({ file, metadata, columns: [COLUMN], rowStart, rowEnd, onComplete });
			yield group;
			rowStart = rowEnd;
		}
	} catch (cause) {
		if (cause instanceof UserError) throw cause;
		throw new UserError(`"${path}" cannot be read as parquet: ${(cause as Error).message}`, {
			hint: "It is damaged, or compressed in a way that is not known here: write it with snappy or without compression.",
			cause,
		});
	}
}

const noTexts = (path: string, columns: readonly string[]): UserError =>
	new UserError(`"${path}" has no column "${COLUMN}"`, { hint: `It has ${columns.join(", ")}.` });

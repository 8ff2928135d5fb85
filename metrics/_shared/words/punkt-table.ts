import { readFileSync } from "node:fs";
import { UserError } from "#core/errors";

const hint =
	'Fetch the tables again with "python -m nltk.downloader punkt_tab": the folder holds abbrev_types.txt, ' +
	"collocations.tab, sent_starters.txt and ortho_context.tab.";

const reasons: Readonly<Record<string, string>> = {
	ENOENT: "there is no such file",
	ENOTDIR: "what should be its folder is a file",
	EISDIR: "it is a folder, not a file",
	EACCES: "reading it is not allowed",
};

/** The form of a table's lines. */
export interface TableForm<Row> {
	/** For messages: `two words with a tab between`. */
	readonly expected: string;
	/** The line's content, or undefined where it has another form. */
	readonly parse: (line: string) => Row | undefined;
}

/**
 * Reads one of NLTK's Punkt tables, a row a line.
 *
 * @throws UserError where the file cannot be read, is not UTF-8, is empty, or has a line of another form
 */
export function readPunktTable<Row>(path: string, { expected, parse }: TableForm<Row>): Row[] {
	const lines = readText(path).split(/\r\n|\n/);
	if (lines.at(-1) === "") lines.pop();
	if (lines.length === 0) {
		throw new UserError(`The Punkt table ${path} is empty; expected on each line ${expected}.`, { hint });
	}
	return lines.map((line, i) => {
		const row = parse(line);
		if (row !== undefined) return row;
		const got = JSON.stringify(line.slice(0, 60));
		throw new UserError(`Line ${i + 1} of the Punkt table ${path} is ${got}; expected ${expected}.`, {
			hint,
		});
	});
}

function readText(path: string): string {
	const bytes = readBytes(path);
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch (cause) {
		throw new UserError(`The Punkt table ${path} is not text in UTF-8.`, { hint, cause });
	}
}

function readBytes(path: string): Uint8Array {
	try {
		return readFileSync(path);
	} catch (cause) {
		const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
		throw new UserError(`Cannot read the Punkt table ${path}: ${reasons[code] ?? String(cause)}.`, {
			hint,
			cause,
		});
	}
}

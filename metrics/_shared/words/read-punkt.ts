import { join } from "node:path";
import { collocation, type PunktParameters } from "./punkt-parameters.ts";
import { readPunktTable, type TableForm } from "./punkt-table.ts";

const words: TableForm<string> = {
	expected: "one word",
	parse: (line) => (line === "" || line.includes("\t") ? undefined : line),
};

const pairs: TableForm<string> = {
	expected: "two words with a tab between",
	parse(line) {
		const [first, second, ...rest] = line.split("\t");
		return first && second && rest.length === 0 ? collocation(first, second) : undefined;
	},
};

const contexts: TableForm<readonly [type: string, flags: number]> = {
	expected: "a word, a tab and a whole number",
	parse(line) {
		const [, type, flags] = /^([^\t]+)\t(\d+)$/.exec(line) ?? [];
		return type === undefined ? undefined : [type, Number(flags)];
	},
};

/**
 * Reads a trained Punkt model in NLTK's table form (`punkt_tab`).
 *
 * @param folder holds the model's four tables: `<nltk_data>/tokenizers/punkt_tab/english`
 * @throws UserError that names the file, and the line that is not as expected
 */
export const readPunkt = (folder: string): PunktParameters => ({
	abbreviations: new Set(readPunktTable(join(folder, "abbrev_types.txt"), words)),
	collocations: new Set(readPunktTable(join(folder, "collocations.tab"), pairs)),
	sentenceStarters: new Set(readPunktTable(join(folder, "sent_starters.txt"), words)),
	orthographicContexts: new Map(readPunktTable(join(folder, "ortho_context.tab"), contexts)),
});

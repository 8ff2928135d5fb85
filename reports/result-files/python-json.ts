import { UserError } from "#core/errors";

/** Strings are matched whole, so that a word inside one is left alone. */
const stringOrNumberWord = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g;

/** Python's json module writes these words, which JSON does not know. `1e999` is JSON for a number beyond the largest. */
const inJson: Readonly<Record<string, string>> = { NaN: "null", Infinity: "1e999", "-Infinity": "-1e999" };

/**
 * `JSON.parse` that also reads what Python's `json.dump` writes: NaN arrives as `null`, ±Infinity as itself.
 *
 * @param where path of the text, for messages
 * @throws UserError that says where the text stops being JSON, and how that is mended
 */
export function parsePythonJson(text: string, where: string): unknown {
	const content = text.replace(/^\uFEFF/, "");
	try {
		return JSON.parse(content);
	} catch {
		return parseWithoutWords(content, where);
	}
}

function parseWithoutWords(text: string, where: string): unknown {
	try {
		return JSON.parse(text.replace(stringOrNumberWord, (found) => inJson[found] ?? found));
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : String(cause);
		throw new UserError(`${where} is not JSON: ${reason}.`, { hint: hintFor(text.trim()), cause });
	}
}

function hintFor(text: string): string {
	if (text === "") return "The file is empty: the run that should have written it did not end. Run it again.";
	if (isJsonLines(text)) {
		return 'This looks like JSON Lines, one record a line. A result file is one JSON list, and its name ends in "_results.json".';
	}
	if (/^[[{]/.test(text) && !/[\]}]$/.test(text)) {
		const end = JSON.stringify(text.slice(-20));
		return `The file ends in the middle, with ${end}: writing or copying it was interrupted. Copy it again, or run again.`;
	}
	return "Mend the file at that place, or write it again.";
}

function isJsonLines(text: string): boolean {
	const [first = "", second] = text.split("\n", 2);
	if (second === undefined || !first.startsWith("{")) return false;
	try {
		JSON.parse(first);
		return true;
	} catch {
		return false;
	}
}

const depthChange = new Map([
	["{", 1],
	["[", 1],
	["}", -1],
	["]", -1],
]);

/**
 * The first key that occurs twice in the outermost object of a JSON text, if any. `JSON.parse` keeps the last of two
 * equal keys and says nothing.
 *
 * @param json well-formed JSON, of any length
 */
export function duplicateKey(json: string): string | undefined {
	const seen = new Set<string>();
	for (const key of outermostKeys(json)) {
		if (seen.has(key)) return key;
		seen.add(key);
	}
	return undefined;
}

function* outermostKeys(json: string): Generator<string> {
	let depth = 0;
	let at = 0;
	for (;;) {
		at = next(/["{}[\]]/g, json, at);
		if (at === json.length) return;
		depth += depthChange.get(json[at]!) ?? 0;
		const start = at;
		// A string is skipped whole, so that brackets inside it count for nothing; a key is a string before a colon.
		if (json[at] === '"') at = closingQuote(json, at);
		if (at > start && depth === 1 && json[next(/\S/g, json, at + 1)] === ":") {
			yield JSON.parse(json.slice(start, at + 1)) as string;
		}
		at++;
	}
}

/** @returns index of the first match from `from` on, the text's length where there is none */
function next(pattern: RegExp, text: string, from: number): number {
	pattern.lastIndex = from;
	return pattern.exec(text)?.index ?? text.length;
}

/** A quote after an odd number of backslashes is part of the string. */
function closingQuote(json: string, opening: number): number {
	let at = opening;
	for (;;) {
		at = json.indexOf('"', at + 1);
		let backslashes = 0;
		while (json[at - 1 - backslashes] === "\\") backslashes++;
		if (backslashes % 2 === 0) return at;
	}
}

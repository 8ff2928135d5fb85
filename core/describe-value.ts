const longest = 60;

/** A value of a data file in a few words, for messages: `"Lyon"`, `5`, `a list of 3`, `an object with the keys "a", "b"`. */
export function describeValue(value: unknown): string {
	if (value === undefined) return "nothing";
	if (typeof value === "function") return "a function";
	if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
	if (typeof value === "object" && value !== null) {
		const keys = Object.keys(value).map((key) => JSON.stringify(key));
		return keys.length === 0 ? "an empty object" : `an object with the keys ${cut(keys.join(", "))}`;
	}
	return typeof value === "string" ? JSON.stringify(cut(value)) : String(value);
}

const cut = (text: string) => (text.length <= longest ? text : `${text.slice(0, longest - 1)}…`);

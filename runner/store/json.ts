const UNUSUAL = new Map<string, number>([
	["NaN", Number.NaN],
	["Infinity", Number.POSITIVE_INFINITY],
	["-Infinity", Number.NEGATIVE_INFINITY],
	["-0", -0],
]);

/** JSON in which numbers that it lacks are written `{"$number":"NaN"}`, and come back as they were. */
export const toJson = (value: unknown, indent?: string): string =>
	`${JSON.stringify(value, encode, indent)}\n`;

/** @throws SyntaxError where the text is not whole */
export const fromJson = (text: string): unknown =>
	// Without a function for each value, parsing takes a fifth of the time.
	text.includes('"$number"') ? JSON.parse(text, decode) : JSON.parse(text);

function encode(_key: string, value: unknown): unknown {
	if (typeof value !== "number") return value;
	if (Object.is(value, -0)) return { $number: "-0" };
	return Number.isFinite(value) ? value : { $number: String(value) };
}

function decode(_key: string, value: unknown): unknown {
	if (typeof value !== "object" || value === null || !("$number" in value)) return value;
	return UNUSUAL.get(String(value.$number)) ?? value;
}

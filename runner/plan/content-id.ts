import { hash } from "node:crypto";

/**
 * Names a value by its content: the first 16 hexadecimal digits of the SHA-256 of its JSON with sorted keys. Two
 * different contents share a name with probability 2⁻⁶⁴.
 */
export const contentId = (value: unknown): string => idOfText(JSON.stringify(sorted(value)));

/** The members of an object as they stand in the text that `contentId` hashes, by name. Made once, composed often. */
export type Members = Readonly<Record<string, string>>;

export const membersOf = (value: object): Members =>
	Object.fromEntries(
		Object.entries(value)
			.filter(([, one]) => one !== undefined)
			.map(([name, one]) => [name, JSON.stringify(sorted(one))]),
	);

/** `contentId` of an object of these members and a seed. No name among them sorts behind "seed". */
export function idsBySeed(members: Members): (seed: number) => string {
	const names = Object.keys(members).sort();
	const head = names.map((name) => `${JSON.stringify(name)}:${members[name]},`).join("");
	return (seed) => idOfText(`{${head}"seed":${seed}}`);
}

const idOfText = (text: string) => hash("sha256", text).slice(0, 16);

/** Neither the order of keys nor keys without a value count; numbers that JSON lacks do. */
function sorted(value: unknown): unknown {
	if (typeof value === "number" && !Number.isFinite(value)) return { $number: String(value) };
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== "object" || value === null) return value;
	const entries = Object.entries(value).filter(([, one]) => one !== undefined);
	return Object.fromEntries(
		entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]),
	);
}

import { createHash } from "node:crypto";

/**
 * Names a value by its content: the first 16 hexadecimal digits of the SHA-256 of its JSON with sorted keys. Two
 * different contents share a name with probability 2⁻⁶⁴.
 */
export const contentId = (value: unknown): string =>
	createHash("sha256")
		.update(JSON.stringify(sorted(value)))
		.digest("hex")
		.slice(0, 16);

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

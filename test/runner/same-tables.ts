import * as assert from "uvu/assert";
import type { Results } from "#core/results";

/** What tables are made of must be the same, byte for byte: all but measured time and memory. */
export function sameTables(actual: Results, expected: Results): void {
	const [a, b] = [withoutCosts(actual), withoutCosts(expected)];
	if (a === b) return;
	const at = [...a].findIndex((letter, i) => letter !== b[i]);
	const around = (text: string) => text.slice(Math.max(0, at - 150), at + 50);
	assert.unreachable(`results differ at character ${at}:\n${around(a)}\n${around(b)}`);
}

const withoutCosts = (results: Results): string =>
	JSON.stringify(results, (key, value) => (key === "cost" ? undefined : shown(value)));

/** JSON would write null for all of these. */
const shown = (value: unknown) =>
	typeof value === "number" && !Number.isFinite(value) ? String(value) : value;

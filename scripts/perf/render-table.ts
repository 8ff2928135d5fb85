import type { Line } from "./line.ts";
import type { StoredLine } from "./stored-sections.ts";

const digits = (value: number): string => value.toFixed(value < 10 ? 3 : value < 100 ? 2 : 1);

const withUnit = (value: number | undefined, unit: Line["unit"]): string =>
	value === undefined ? "" : `${unit === "%" ? value.toFixed(1) : digits(value)} ${unit}`;

/** Of times alone: other numbers are not better for being smaller. */
const ratio = (mine: number | undefined, theirs: number | undefined, unit: Line["unit"]): string =>
	unit !== "s" || mine === undefined || theirs === undefined ? "" : (mine / theirs).toFixed(2);

/**
 * A Markdown table of medians; ratios are ours over the other's, so that below 1 we are faster. A column that would be empty
 * is left out.
 *
 * @param before lines to compare with, where there is no PyTorch
 */
export function renderTable(lines: readonly StoredLine[], before: readonly StoredLine[] = []): string {
	const others = [
		["as the public tools", ({ medians }: StoredLine) => medians.public],
		["tuned", ({ medians }: StoredLine) => medians.tuned],
		["stored run", ({ what }: StoredLine) => before.find((line) => line.what === what)?.medians.ours],
	] as const;
	const shown = others.filter(([, of]) => lines.some((line) => of(line) !== undefined));
	const hasNotes = lines.some(({ note }) => note !== undefined);
	const head = [
		"",
		"editbench",
		...shown.flatMap(([name]) => [name, "ratio"]),
		...(hasNotes ? ["check"] : []),
	];
	const rows = lines.map((line) => {
		const { what, unit, medians, note = "" } = line;
		const pairs = shown.flatMap(([, of]) => [withUnit(of(line), unit), ratio(medians.ours, of(line), unit)]);
		return [what, withUnit(medians.ours, unit), ...pairs, ...(hasNotes ? [note] : [])];
	});
	const rule = head.map((name) => (name === "" || name === "check" ? "---" : "---:"));
	return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

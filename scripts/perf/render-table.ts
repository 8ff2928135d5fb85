import type { Line } from "./line.ts";
import type { StoredRun } from "./stored-run.ts";

type StoredLine = StoredRun["lines"][number];

const digits = (value: number): string => value.toFixed(value < 10 ? 3 : value < 100 ? 2 : 1);

const withUnit = (value: number | undefined, unit: Line["unit"]): string =>
	value === undefined ? "" : `${unit === "%" ? value.toFixed(1) : digits(value)} ${unit}`;

const ratio = (mine: number | undefined, theirs: number | undefined): string =>
	mine === undefined || theirs === undefined ? "" : (mine / theirs).toFixed(2);

/**
 * A Markdown table of medians; ratios are ours over the other's, so that below 1 we are faster.
 *
 * @param before a run to compare with, where there is no PyTorch
 */
export function renderTable(lines: readonly StoredLine[], before?: StoredRun): string {
	const isCompared = lines.some(({ medians }) => medians.public !== undefined || medians.tuned !== undefined);
	const compared = ["as the public tools", "ratio", "tuned", "ratio"];
	const head = ["", "editbench", ...(isCompared ? compared : before ? ["stored run", "ratio"] : []), "check"];
	const rows = lines.map(({ what, unit, medians, note = "" }) => {
		const then = before?.lines.find((line) => line.what === what)?.medians.ours;
		const others = isCompared
			? [medians.public, medians.tuned].flatMap((time) => [withUnit(time, unit), ratio(medians.ours, time)])
			: before
				? [withUnit(then, unit), ratio(medians.ours, then)]
				: [];
		return [what, withUnit(medians.ours, unit), ...others, note];
	});
	const rule = head.map((_, column) => (column === 0 || column === head.length - 1 ? "---" : "---:"));
	return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

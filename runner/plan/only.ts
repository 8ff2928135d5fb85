import { UserError } from "#core/errors";
import { nearest } from "#core/nearest";
import type { GridCell } from "./grid.ts";

const axes = ["model", "dataset", "editor", "seed"] as const;
type Axis = (typeof axes)[number];

/**
 * Keeps the cells that `--only` names, as in `editor=ice`: by label or plug-in name, whatever the case. Several values
 * of one axis widen the choice, several axes narrow it.
 *
 * @throws UserError for an axis that does not exist and a value that no cell has
 */
export function keepOnly(cells: readonly GridCell[], only: readonly string[]): readonly GridCell[] {
	const wanted = new Map<Axis, string[]>();
	for (const [axis, value] of only.map(parse)) wanted.set(axis, [...(wanted.get(axis) ?? []), value]);
	for (const [axis, values] of wanted) for (const value of values) checkValue(cells, axis, value);
	const kept = cells.filter((cell) =>
		[...wanted].every(([axis, values]) => values.some((value) => namesOf(cell, axis).includes(value))),
	);
	if (kept.length > 0) return kept;
	throw new UserError(`No cell of the grid is left by ${only.map((one) => `--only ${one}`).join(" ")}`, {
		hint: "Each exists, but not together: the experiment excludes it.",
	});
}

function parse(text: string): readonly [Axis, string] {
	const [, key = text, value] = /^([^=]*)=(.+)$/.exec(text) ?? [];
	const axis = axes.find((one) => one === key.trim().toLowerCase());
	if (axis !== undefined && value !== undefined) return [axis, value.trim().toLowerCase()];
	const close = nearest(key, axes);
	const advice = close === undefined || axis !== undefined ? "" : `Did you mean "${close}"? `;
	throw new UserError(`--only ${text} names no part of the grid`, {
		hint: `${advice}Give ${axes.map((one) => `${one}=…`).join(", ")}, such as --only editor=ice.`,
	});
}

function checkValue(cells: readonly GridCell[], axis: Axis, value: string): void {
	const known = new Set(cells.flatMap((cell) => namesOf(cell, axis)));
	if (known.has(value)) return;
	const close = nearest(value, known);
	const labels = new Set(cells.map((cell) => labelOf(cell, axis)));
	throw new UserError(`--only ${axis}=${value}: the experiment has no such ${axis}`, {
		hint: `${close === undefined ? "" : `Did you mean "${close}"? `}It has ${[...labels].join(", ")}.`,
	});
}

const labelOf = (cell: GridCell, axis: Axis) => (axis === "seed" ? String(cell.seed) : cell[axis].label);

const namesOf = (cell: GridCell, axis: Axis) =>
	axis === "seed"
		? [String(cell.seed)]
		: [cell[axis].label.toLowerCase(), cell[axis].info.name.toLowerCase()];

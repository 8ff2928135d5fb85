import { UserError } from "#core/errors";
import { nearest } from "#core/nearest";
import type { ManifestCell } from "../store/manifest.ts";

/** Which cells of a run are meant, by label, whatever the case; editors also by the plug-in's name. */
export interface CellChoice {
	readonly model?: string | undefined;
	readonly dataset?: string | undefined;
	readonly editor?: string | undefined;
	readonly seed?: number | undefined;
}

const axes = ["model", "dataset", "editor", "seed"] as const;

/**
 * Cells that a choice leaves.
 *
 * @throws UserError for a value that no cell has, and values that no cell has together
 */
export function chooseCells(cells: readonly ManifestCell[], choice: CellChoice): readonly ManifestCell[] {
	let left = cells;
	for (const axis of axes) {
		const wanted = choice[axis];
		if (wanted === undefined) continue;
		const fits = (cell: ManifestCell) => namesOf(cell, axis).includes(String(wanted).toLowerCase());
		if (!cells.some(fits)) throw unknown(cells, axis, String(wanted));
		left = left.filter(fits);
	}
	if (left.length > 0) return left;
	const words = axes.flatMap((axis) => (choice[axis] === undefined ? [] : [`--${axis} ${choice[axis]}`]));
	throw new UserError(`No cell of the run is left by ${words.join(" ")}`, {
		hint: "Each exists, but not together.",
	});
}

function namesOf({ key, editorName }: ManifestCell, axis: (typeof axes)[number]): readonly string[] {
	const label = String(key[axis]).toLowerCase();
	return axis === "editor" ? [label, editorName.toLowerCase()] : [label];
}

function unknown(cells: readonly ManifestCell[], axis: (typeof axes)[number], wanted: string): UserError {
	const labels = [...new Set(cells.map(({ key }) => String(key[axis])))];
	const close = axis === "seed" ? undefined : nearest(wanted, labels);
	return new UserError(`--${axis} ${wanted}: the run has no such ${axis}`, {
		hint: `${close === undefined ? "" : `Did you mean "${close}"? `}It has ${labels.join(", ")}.`,
	});
}

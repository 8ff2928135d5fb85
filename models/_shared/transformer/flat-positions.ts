import type { TokenPosition } from "#core/editable-model";
import type { TokenLayout } from "./token-layout.ts";

/** Index of each token among a batch's rows one after the other. @throws Error where the batch has no such token */
export function flatPositions(
	{ rows, columns }: Pick<TokenLayout, "rows" | "columns">,
	at: readonly TokenPosition[],
): number[] {
	return at.map(([row, column]) => {
		if (isIndex(row, rows) && isIndex(column, columns)) return row * columns + column;
		throw new Error(`The batch has no token at row ${row}, column ${column}`);
	});
}

export const isIndex = (value: number, size: number): boolean =>
	Number.isInteger(value) && value >= 0 && value < size;

import type { TokenPosition } from "#core/editable-model";
import type { TokenLayout } from "./token-layout.ts";

/** Number of each token in a layout. @throws Error where the batch has no such token */
export function flatPositions(
	{ rows, columns, slots }: Pick<TokenLayout, "rows" | "columns" | "slots">,
	at: readonly TokenPosition[],
): number[] {
	const bySlot = slots && new Map(Array.from(slots, (slot, token) => [slot, token]));
	return at.map(([row, column]) => {
		const slot = row * columns + column;
		const token = bySlot === undefined ? slot : bySlot.get(slot);
		if (isIndex(row, rows) && isIndex(column, columns) && token !== undefined) return token;
		throw new Error(`The batch has no token at row ${row}, column ${column}`);
	});
}

export const isIndex = (value: number, size: number): boolean =>
	Number.isInteger(value) && value >= 0 && value < size;

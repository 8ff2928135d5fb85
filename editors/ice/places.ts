import type { TokenPosition } from "#core/editable-model";
import type { CompletedRow } from "./completed-row.ts";

/** Places in the z of each row. */
export type Places = readonly (readonly number[])[];

/** The tokens of z at some places of each row. */
export const tokensAt = (rows: readonly CompletedRow[], places: Places): number[] =>
	places.flatMap((list, row) => list.map((place) => rows[row]!.plain[place]!));

/** Where they are read: one token before, in z itself or at the end of what has the context. */
export const readAt = (
	rows: readonly CompletedRow[],
	source: "plain" | "withContext",
	places: Places,
): TokenPosition[] =>
	places.flatMap((list, row) => {
		const shift = rows[row]![source].length - rows[row]!.plain.length;
		return list.map((place) => [row, shift + place - 1] as const);
	});

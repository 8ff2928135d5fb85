import type { TokenBatch } from "#core/editable-model";

/** Tokens as the network takes them: a rectangle, its rows one after the other. */
export interface TokenLayout {
	readonly rows: number;
	readonly columns: number;
	/** [rows × columns] */
	readonly ids: Int32Array;
	/** [rows × columns] */
	readonly positions: Int32Array;
	/** [rows × columns], 1 where the token may be attended to. Absent: all may. */
	readonly mask?: Uint8Array;
}

type Rows = readonly (readonly number[])[];

/**
 * Makes a batch rectangular: rows of unequal length are padded on the right and masked there.
 *
 * @throws Error where the batch is empty, or its parts do not have the shape of its ids
 */
export function layoutOf({ ids, mask, positions }: TokenBatch): TokenLayout {
	const columns = Math.max(0, ...ids.map((row) => row.length));
	if (columns === 0) throw new Error("A batch must have at least one token");
	const isRagged = ids.some((row) => row.length !== columns);
	if (mask && isRagged) throw new Error("A batch with a mask must have rows of one length");
	if (mask) checkShape("mask", mask, ids);
	if (positions) checkShape("positions", positions, ids);
	const seen = mask ?? (isRagged ? ids.map((row) => row.map(() => 1)) : []);
	const hidesSome = isRagged || seen.some((row) => row.includes(0));
	const count = (_: unknown, column: number) => column;
	return {
		rows: ids.length,
		columns,
		ids: Int32Array.from(flatten(ids, columns)),
		positions: Int32Array.from(flatten(positions ?? ids.map((row) => row.map(count)), columns)),
		...(hidesSome && { mask: Uint8Array.from(flatten(seen, columns)) }),
	};
}

/** Rows one after the other, each filled up with zeros. */
const flatten = (rows: Rows, columns: number): number[] =>
	rows.flatMap((row) => [...row, ...new Array<number>(columns - row.length).fill(0)]);

function checkShape(what: string, part: Rows, ids: Rows): void {
	if (part.length === ids.length && part.every((row, i) => row.length === ids[i]!.length)) return;
	throw new Error(`The ${what} of a batch must be shaped like its ids`);
}

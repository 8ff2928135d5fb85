import type { TokenBatch } from "#core/editable-model";

/** Tokens as the network takes them: a rectangle, its rows one after the other. */
export interface TokenLayout {
	readonly rows: number;
	readonly columns: number;
	/** [rows × columns] */
	readonly ids: Int32Array;
	/** [rows × columns] */
	readonly positions: Int32Array;
	/** [rows × columns], 1 where others may attend to the token; absent where they may everywhere. */
	readonly mask?: Uint8Array;
}

/**
 * Makes a batch rectangular: rows of unequal length are padded on the right and masked there.
 *
 * @throws Error where the batch is empty or its parts do not fit each other, which is the caller's bug
 */
export function layoutOf(batch: TokenBatch): TokenLayout {
	const rows = batch.ids.length;
	const lengths = batch.ids.map((row) => row.length);
	const columns = Math.max(0, ...lengths);
	if (columns === 0) throw new Error("A batch must have at least one token");
	const isRagged = lengths.some((length) => length !== columns);
	if (batch.mask && isRagged) throw new Error("A batch with a mask must have rows of one length");
	const mask = batch.mask ?? (isRagged ? batch.ids.map((row) => row.map(() => 1)) : undefined);
	return {
		rows,
		columns,
		ids: fill(batch.ids, "ids", columns, lengths, () => 0),
		positions: fill(batch.positions ?? [], "positions", columns, batch.positions && lengths, (i) => i),
		...(mask?.some((row) => row.length < columns || row.includes(0)) && {
			mask: Uint8Array.from(fill(mask, "mask", columns, lengths, () => 0)),
		}),
	};
}

function fill(
	rows: readonly (readonly number[])[],
	what: string,
	columns: number,
	lengths: readonly number[] | undefined,
	filler: (column: number) => number,
): Int32Array {
	return new Int32Array(0);
}

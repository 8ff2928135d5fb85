import type { TokenBatch } from "#core/editable-model";

/**
 * Tokens as the network takes them: those of the first row, then those of the next. Inside attention each row is filled
 * up to the longest, so that a token stands in a slot of a rectangle; everywhere else padding costs nothing.
 */
export interface TokenLayout {
	readonly rows: number;
	/** Slots of a row. */
	readonly columns: number;
	/** [tokens] */
	readonly ids: Int32Array;
	/** [tokens] */
	readonly positions: Int32Array;
	/** What all positions stay below, where ids and positions change between the runs of a recorded pass. */
	readonly positionsBelow?: number;
	/** Slot (row × columns + column) of each token; later slots of its row are empty. Absent: all are taken, in order. */
	readonly slots?: Int32Array;
	/** [rows × columns], 1 where the token may be attended to by later ones. Absent: all may. */
	readonly mask?: Uint8Array;
	/** Tokens of each lane, one lane after the other. Absent: all are of lane 0. */
	readonly laneSizes?: readonly number[];
}

type Rows = readonly (readonly number[])[];

/**
 * Lays out a batch. Rows of unequal length need no padding; a batch that is padded, and says so by its mask, is taken
 * as it is.
 *
 * @throws Error where the batch is empty, or its parts do not have the shape of its ids
 */
export function layoutOf(batch: TokenBatch): TokenLayout {
	const { ids, mask, positions } = batch;
	const columns = widthOf(batch);
	if (mask || ids.every((row) => row.length === columns)) return rectangleOf(batch);
	const slots = ids.flatMap((row, r) => row.map((_, column) => r * columns + column));
	return {
		rows: ids.length,
		columns,
		ids: Int32Array.from(ids.flat()),
		positions: Int32Array.from((positions ?? ids.map(countUp)).flat()),
		slots: Int32Array.from(slots),
		...lanesOf(batch, (row) => row.length),
	};
}

/** The same as a rectangle: rows of unequal length are padded on the right and masked there. */
export function rectangleOf(batch: TokenBatch): TokenLayout {
	const { ids, mask, positions } = batch;
	const columns = widthOf(batch);
	const isRagged = ids.some((row) => row.length !== columns);
	const seen = mask ?? (isRagged ? ids.map((row) => row.map(() => 1)) : []);
	const hidesSome = isRagged || seen.some((row) => row.includes(0));
	return {
		rows: ids.length,
		columns,
		ids: Int32Array.from(flatten(ids, columns)),
		positions: Int32Array.from(flatten(positions ?? ids.map(countUp), columns)),
		...(hidesSome && { mask: Uint8Array.from(flatten(seen, columns)) }),
		...lanesOf(batch, () => columns),
	};
}

/** Longest row. @throws Error where the batch is empty, or its parts do not have the shape of its ids */
function widthOf({ ids, mask, positions, lanes }: TokenBatch): number {
	const columns = Math.max(0, ...ids.map((row) => row.length));
	if (columns === 0) throw new Error("A batch must have at least one token");
	if (mask && ids.some((row) => row.length !== columns)) {
		throw new Error("A batch with a mask must have rows of one length");
	}
	if (mask) checkShape("mask", mask, ids);
	if (positions) checkShape("positions", positions, ids);
	if (lanes && lanes.length !== ids.length) throw new Error("A batch must have one lane a row");
	if (lanes?.some((lane, row) => lane < (lanes[row - 1] ?? 0))) {
		throw new Error("The lanes of a batch must not descend");
	}
	return columns;
}

const countUp = (row: readonly number[]): number[] => row.map((_, column) => column);

/** Rows one after the other, each filled up with zeros. */
const flatten = (rows: Rows, columns: number): number[] =>
	rows.flatMap((row) => [...row, ...new Array<number>(columns - row.length).fill(0)]);

function checkShape(what: string, part: Rows, ids: Rows): void {
	if (part.length === ids.length && part.every((row, i) => row.length === ids[i]!.length)) return;
	throw new Error(`The ${what} of a batch must be shaped like its ids`);
}

function lanesOf(
	{ ids, lanes }: TokenBatch,
	tokensOf: (row: readonly number[]) => number,
): Pick<TokenLayout, "laneSizes"> {
	if (lanes === undefined) return {};
	const laneSizes = new Array<number>((lanes.at(-1) ?? 0) + 1).fill(0);
	for (const [row, lane] of lanes.entries()) laneSizes[lane]! += tokensOf(ids[row]!);
	return { laneSizes };
}

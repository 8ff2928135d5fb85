/** Rows of one length, with what a model needs to see past the padding. All three are [rows, longest]. */
export interface PaddedBatch {
	readonly ids: number[][];
	/** 1 for a token, 0 for padding. */
	readonly mask: number[][];
	readonly positions: number[][];
}

/**
 * Pads rows to the longest with `padId`. Positions count real tokens only,
 *
 *     position(t) = max(0, Σ_{u ≤ t} mask(u) − 1)
 *
 * so that the first token has position 0 on either side.
 */
export function padBatch(
	rows: readonly (readonly number[])[],
	padId: number,
	side: "left" | "right",
): PaddedBatch {
	const longest = Math.max(0, ...rows.map((row) => row.length));
	const pad = (row: readonly number[], filler: number): number[] => {
		const padding = new Array<number>(longest - row.length).fill(filler);
		return side === "left" ? [...padding, ...row] : [...row, ...padding];
	};
	const mask = rows.map((row) =>
		pad(
			row.map(() => 1),
			0,
		),
	);
	return { ids: rows.map((row) => pad(row, padId)), mask, positions: mask.map(positionsOf) };
}

function positionsOf(mask: readonly number[]): number[] {
	let seen = 0;
	return mask.map((bit) => {
		seen += bit;
		return Math.max(0, seen - 1);
	});
}

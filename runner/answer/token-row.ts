/** A token whose log-probability is wanted, and the column whose logits give it. */
export interface Reading {
	readonly column: number;
	readonly target: number;
}

/** One sequence to feed, and what to read of it. */
export interface TokenRow {
	readonly ids: readonly number[];
	/** Only the first so many may be attended to; the others are padding. */
	readonly real: number;
	/** Position of the first token. */
	readonly firstPosition: number;
	readonly readings: readonly Reading[];
	/** Of the model's view. @default 0 */
	readonly lane?: number;
}

/** What one reading found. */
export interface Found {
	/** The model's argmax. */
	readonly predicted: number;
	/** Natural-log probability of the target. */
	readonly logProb: number;
	/** Whether all logits of the column are finite. Else the rest means nothing. */
	readonly sound: boolean;
}

/** A row without what comes after the last column that is read: nothing before it can see that. */
export function withoutTail(row: TokenRow): TokenRow {
	const last = Math.max(-1, ...row.readings.map(({ column }) => column));
	return { ...row, ids: row.ids.slice(0, last + 1), real: Math.min(row.real, last + 1) };
}

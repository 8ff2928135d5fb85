import type { TokenRow } from "./token-row.ts";

/**
 * Tokens of one forward pass at most, padding included. Bounds the widest activations: for Llama-2-7B
 * (MLP 11,008 wide) 45 MB a tensor. A longer row goes alone.
 */
export const TOKENS_A_BATCH = 1024;

/**
 * Columns whose logits are read in one forward pass at most; a column may be read more than once. Bounds the logits: 33 MB
 * at Llama-2's vocabulary of 32,000, 52 MB at GPT-2's. A row with more goes alone.
 */
export const COLUMNS_A_BATCH = 256;

/** Numbers of the rows that go together: of like length, so that little is padding. Rows without readings go nowhere. */
export function rowBatches(rows: readonly TokenRow[]): number[][] {
	const order = rows
		.map((_, at) => at)
		.filter((at) => rows[at]!.readings.length > 0)
		.sort((a, b) => rows[a]!.ids.length - rows[b]!.ids.length);
	const batches: number[][] = [];
	let columns = 0;
	for (const at of order) {
		const { ids, readings } = rows[at]!;
		const batch = batches.at(-1);
		const more = new Set(readings.map(({ column }) => column)).size;
		columns += more;
		// Sorted: this row is the longest yet.
		const fits = batch && (batch.length + 1) * ids.length <= TOKENS_A_BATCH && columns <= COLUMNS_A_BATCH;
		if (fits) batch.push(at);
		else {
			batches.push([at]);
			columns = more;
		}
	}
	// Rows of one lane stand together.
	return batches.map((batch) => batch.sort((a, b) => (rows[a]!.lane ?? 0) - (rows[b]!.lane ?? 0)));
}

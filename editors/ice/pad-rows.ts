import type { TokenBatch } from "#core/editable-model";
import type { Tokenizer } from "#core/tokenizer";

/** Rows filled up with end-of-text on the tokenizer's side. @returns ids and mask, without positions */
export function padRows(
	{ eosId, paddingSide }: Tokenizer,
	rows: readonly (readonly number[])[],
): Required<Pick<TokenBatch, "ids" | "mask">> {
	const columns = Math.max(...rows.map(({ length }) => length));
	const fill = (row: readonly number[], padding: number): number[] => {
		const pads = new Array<number>(columns - row.length).fill(padding);
		return paddingSide === "left" ? [...pads, ...row] : [...row, ...pads];
	};
	return {
		ids: rows.map((row) => fill(row, eosId)),
		mask: rows.map((row) =>
			fill(
				row.map(() => 1),
				0,
			),
		),
	};
}

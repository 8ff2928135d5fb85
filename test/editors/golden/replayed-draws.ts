import * as assert from "uvu/assert";
import type { EditableModel, TokenBatch } from "#core/editable-model";
import type { Draws } from "../../../editors/ice/draws.ts";
import type { GoldenEdit } from "../../helpers/golden-json.ts";
import { unlikelyDraws } from "./rounding.ts";

/** The random choices that the reference made, and a check that it made them where we would. */
export function replayedDraws(edit: GoldenEdit): Draws {
	const { method, record, generated = [], instructions = [], params } = edit;
	const { max_new_tokens: count, num_return_sequences: samples } = params;
	return {
		instructions: (step) => instructions[step]!,
		async completions(step, model, prefix) {
			const rows = generated[step]!;
			const prefixes = rows.map((row) => row.slice(0, -count));
			const ours = prefix.ids.flatMap((row) => Array.from({ length: samples }, () => [...row]));
			assert.equal(ours, prefixes, `what step ${step} samples after`);
			const known = unlikelyDraws[`${method}.${record}.${step}`] ?? [];
			await assertLikely(model, rows, prefix, { count, known });
			return rows.map((row) => row.slice(-count));
		},
	};
}

const TOP_K = 50;
/** Two numbers of one rank may be told apart either way. */
const SLACK = 2;

/** Fails where a token that the reference drew, but a known one, is none of the 50 likeliest, or is end of text. */
async function assertLikely(
	model: EditableModel,
	rows: readonly (readonly number[])[],
	{ mask: masks = [], ids }: TokenBatch,
	{ count, known }: { readonly count: number; readonly known: readonly number[] },
): Promise<void> {
	const samples = rows.length / ids.length;
	const mask = rows.map((row, i) => {
		const given = masks[Math.floor(i / samples)] ?? [];
		return row.map((_, column) => given[column] ?? 1);
	});
	const at = rows.flatMap((row, i) =>
		Array.from({ length: count }, (_, k) => [i, row.length - count + k - 1] as const),
	);
	const logits = model.logits({ ids: rows, mask, positions: mask.map(positionsOf) }, at);
	const values = await logits.data();
	logits.dispose();
	const { vocab } = model.shape;
	for (const [i, [row, column]] of at.entries()) {
		const drawn = rows[row]![column + 1]!;
		assert.is.not(drawn, model.tokenizer.eosId);
		const ofRow = values.subarray(i * vocab, (i + 1) * vocab) as Float32Array;
		const rank = ofRow.reduce((above, logit) => above + Number(logit > ofRow[drawn]!), 0);
		// End of text was forbidden, and may stand above it.
		assert.ok(
			rank < TOP_K + 1 + SLACK || known.includes(drawn),
			`token ${drawn} of row ${row} has rank ${rank}`,
		);
	}
}

function positionsOf(mask: readonly number[]): number[] {
	let seen = 0;
	return mask.map((one) => (one === 0 ? 1 : seen++));
}

import type { Sampling } from "#core/ask";
import type { EditableModel, TokenBatch } from "#core/editable-model";
import { NotFinite } from "#core/not-finite";
import { allFinite } from "#engine/all-finite";
import type { Random } from "#engine/rng";
import { drawToken } from "./draw-token.ts";

export interface PaddedSampler {
	readonly sampling: Sampling;
	readonly newTokens: number;
	/** One a row. */
	readonly streams: readonly Random[];
}

/**
 * Samples as the reference does after rows that are padded on the right: new tokens stand after the padding, which is
 * masked, and the first of a shorter row is drawn from what the model says at its padding.
 *
 * @returns new ids of each row
 * @throws NotFinite where logits are NaN or infinite
 */
export async function sampleAfterPadding(
	model: EditableModel,
	{ ids, mask }: Required<Pick<TokenBatch, "ids" | "mask">>,
	{ sampling, newTokens, streams }: PaddedSampler,
): Promise<number[][]> {
	const { vocab } = model.shape;
	const { eosId } = model.tokenizer;
	const drawn: number[][] = ids.map(() => []);
	for (let step = 0; step < newTokens; step++) {
		const masked = mask.map((row, i) => [...row, ...drawn[i]!.map(() => 1)]);
		const batch = { ids: ids.map((row, i) => [...row, ...drawn[i]!]), mask: masked };
		const last = batch.ids.map((row, i) => [i, row.length - 1] as const);
		const logits = model.logits({ ...batch, positions: masked.map(positionsOf) }, last); // [rows, vocab]
		const values = await logits.data();
		logits.dispose();
		if (!allFinite(values)) throw new NotFinite(`logits that are not finite for sampled token ${step + 1}`);
		for (const [row, stream] of streams.entries()) {
			const ofRow = values.slice(row * vocab, (row + 1) * vocab) as Float32Array;
			ofRow[eosId] = Number.NEGATIVE_INFINITY;
			drawn[row]!.push(drawToken(ofRow, sampling, stream));
		}
	}
	return drawn;
}

/** As transformers counts them when it generates: tokens so far, and 1 for padding. */
function positionsOf(mask: readonly number[]): number[] {
	let seen = 0;
	return mask.map((one) => (one === 0 ? 1 : seen++));
}

import type { EditableModel, TokenPosition } from "#core/editable-model";
import { addGram, matrix } from "#engine/linalg/index";
import { tf } from "#engine/tf";

/** Texts between two points at which a build can go on. */
export const WINDOW = 64;
/** Tokens of one forward pass, padding included; a longer text is a pass of its own. */
const PASS = 2048;

/** Σ x xᵀ of one layer so far. */
export interface MomentSum {
	readonly layer: number;
	/** [inner, inner]; only the lower triangle is kept up. */
	readonly sum: Float64Array;
	/** Tokens that went in. */
	tokens: number;
	/** Texts that went in: a multiple of `WINDOW`, or all. */
	texts: number;
}

/**
 * Adds the next texts to the sums of all layers in one forward pass: up to `WINDOW` of them, shortest with shortest, so
 * that little is padded. What is added does not depend on the other layers or on earlier windows.
 *
 * @param rows token ids of the window's texts; rows without a token are left out
 */
export async function addWindow(
	model: EditableModel,
	sums: readonly MomentSum[],
	rows: readonly (readonly number[])[],
): Promise<void> {
	for (const batch of batchesOf(rows)) await addBatch(model, sums, batch);
	for (const sum of sums) {
		sum.texts += rows.length;
		sum.tokens += rows.reduce((tokens, row) => tokens + row.length, 0);
	}
}

function batchesOf(rows: readonly (readonly number[])[]): (readonly number[])[][] {
	const sorted = rows.filter((row) => row.length > 0).sort((a, b) => a.length - b.length);
	const batches: (readonly number[])[][] = [];
	let batch: (readonly number[])[] = [];
	for (const row of sorted) {
		if (batch.length > 0 && (batch.length + 1) * row.length > PASS) {
			batches.push(batch);
			batch = [];
		}
		batch.push(row);
	}
	return batch.length > 0 ? [...batches, batch] : batches;
}

async function addBatch(
	model: EditableModel,
	sums: readonly MomentSum[],
	ids: readonly (readonly number[])[],
): Promise<void> {
	const at = ids.flatMap((row, r) => row.map((_, column): TokenPosition => [r, column]));
	const points = sums.map(({ layer }) => ({ layer, site: "mlpOutput.input" as const }));
	const inputs = model.trace({ ids }, at, points); // [tokens, inner] each
	try {
		for (const [i, input] of inputs.entries()) {
			const [tokens, inner] = input.shape;
			addGram(sums[i]!.sum, matrix(tokens, inner, Float64Array.from(await input.data())));
		}
	} finally {
		tf.dispose(inputs);
	}
}

import type { EditableModel, TokenBatch, TokenPosition } from "#core/editable-model";
import type { tf } from "#engine/tf";

export const texts = ["The capital of France is", "Hamlet was written by William", "Grass"];

/** Sums in another order differ by this, relative to the largest. */
export const ROUNDING = 1e-3;

export const rowsOf = ({ tokenizer }: EditableModel): number[][] =>
	texts.map((text) => tokenizer.encode(text));

export async function read(make: () => tf.Tensor): Promise<Float32Array> {
	const tensor = make();
	const values = Float32Array.from(await tensor.data());
	tensor.dispose();
	return values;
}

/** Logits at each row's last token. @returns [rows × vocab] */
export const lastLogits = (model: EditableModel, batch: TokenBatch): Promise<Float32Array> =>
	read(() =>
		model.logits(
			batch,
			batch.ids.map((row, i): TokenPosition => [i, row.length - 1]),
		),
	);

export const ofRow = (values: Float32Array, row: number, rows: number): Float32Array =>
	values.subarray((row * values.length) / rows, ((row + 1) * values.length) / rows);

export const greedy = (model: EditableModel, rows: readonly (readonly number[])[], count: number) =>
	model.generate(rows, {
		sampling: { temperature: 0, topK: null, topP: null },
		random: [],
		maxNewTokens: rows.map(() => count),
	});

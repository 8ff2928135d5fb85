import type { EditableModel, TokenBatch, TokenPosition } from "#core/editable-model";
import { logSoftmax } from "#engine/fused/log-softmax";
import { tf } from "#engine/tf";
import { rowBatches } from "./row-batches.ts";
import { type Found, type TokenRow, withoutTail } from "./token-row.ts";

/** Answers all readings of all rows in few forward passes; equal rows are fed once. @returns one list a row */
export async function readRows(model: EditableModel, rows: readonly TokenRow[]): Promise<Found[][]> {
	const keys = rows.map((row) => JSON.stringify(row));
	const distinct = new Map(keys.map((key, at) => [key, withoutTail(rows[at]!)]));
	const found = new Map<string, Found[]>();
	const names = [...distinct.keys()];
	for (const batch of rowBatches([...distinct.values()])) {
		const together = batch.map((at) => distinct.get(names[at]!)!);
		const answers = await readBatch(model, together);
		for (const [i, at] of batch.entries()) found.set(names[at]!, answers[i]!);
	}
	return keys.map((key) => found.get(key) ?? []);
}

async function readBatch(model: EditableModel, rows: readonly TokenRow[]): Promise<Found[][]> {
	const { at, places } = columnsRead(rows);
	const targets = rows.flatMap(({ readings }) => readings.map(({ target }) => target));
	const [top, logProbs, sums] = tf.tidy(() => {
		const logits = model.logits(toBatch(rows), at); // [at, vocab]
		const cells = tf.tensor1d(
			targets.map((target, i) => places[i]! * logits.shape[1] + target),
			"int32",
		); // [readings]
		const logProbs = logSoftmax(logits).reshape([-1]); // [at × vocab]
		// The sum of a column is finite where all its logits are: the largest of them would hide NaN and −∞.
		return [logits.argMax(-1), tf.gather(logProbs, cells), logits.sum(-1)];
	}) as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
	try {
		const [best, scores, whole] = await Promise.all([top.data(), logProbs.data(), sums.data()]);
		let next = 0;
		return rows.map(({ readings }) =>
			readings.map(() => {
				const place = places[next]!;
				const sound = Number.isFinite(whole[place]);
				const found = { predicted: best[place]!, logProb: scores[next]!, sound };
				next++;
				return found;
			}),
		);
	} finally {
		tf.dispose([top, logProbs, sums]);
	}
}

/** Tokens whose logits are wanted, each once; and for each reading, which of them is its own. */
function columnsRead(rows: readonly TokenRow[]): { at: TokenPosition[]; places: number[] } {
	const at: TokenPosition[] = [];
	const places: number[] = [];
	for (const [row, { readings }] of rows.entries()) {
		const known = new Map<number, number>();
		for (const { column } of readings) {
			if (!known.has(column)) known.set(column, at.push([row, column]) - 1);
			places.push(known.get(column)!);
		}
	}
	return { at, places };
}

/** Rows as they are; where one has padding of its own, padded on the right, whatever stands there. */
function toBatch(rows: readonly TokenRow[]): TokenBatch {
	const lanes = rows.map(({ lane = 0 }) => lane);
	if (rows.every(({ ids, real }) => real === ids.length)) {
		const positions = rows.map(({ ids, firstPosition }) => ids.map((_, column) => firstPosition + column));
		return { ids: rows.map(({ ids }) => ids), positions, lanes };
	}
	const longest = Math.max(...rows.map(({ ids }) => ids.length));
	const columns = Array.from({ length: longest }, (_, column) => column);
	return {
		ids: rows.map(({ ids }) => columns.map((column) => ids[column] ?? 0)),
		mask: rows.map(({ real }) => columns.map((column) => Number(column < real))),
		positions: rows.map(({ ids, firstPosition }) =>
			columns.map((column) => (column < ids.length ? firstPosition + column : 0)),
		),
		lanes,
	};
}

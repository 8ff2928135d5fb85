import * as assert from "uvu/assert";
import type { EditableModel, TokenBatch, TokenPosition } from "#core/editable-model";
import { tf } from "#engine/tf";
import type { GoldenBatch, GoldenForward, GoldenRow } from "./golden-forward.ts";

/** Everything that the golden numbers say of a forward pass, but the logits in full. */
export async function checkForward(model: EditableModel, golden: GoldenForward): Promise<void> {
	for (const [i, row] of golden.rows.entries()) {
		assert.equal(model.tokenizer.encode(golden.prompts[i]!), row.ids);
		await checkRow(model, row);
	}
	for (const side of ["left", "right"] as const) {
		const batch = golden[`batch_${side}`];
		await checkBatch(model, batch, golden.rows);
	}
}

async function checkRow(model: EditableModel, row: GoldenRow): Promise<void> {
	const logits = await logitsOf(
		model,
		{ ids: [row.ids] },
		row.ids.map((_, column) => [0, column]),
	);
	assert.equal(argmaxes(logits), row.argmax);
	const flat = logits.flatMap((at) => [...at]);
	const norm = Math.hypot(...logits.map((at) => Math.sqrt(at.reduce((sum, x) => sum + x * x, 0))));
	assertNear([norm / row.logits.norm], [1], 1e-4, "norm of the logits");
	assertNear(logits.map(logSumExp), row.logsumexp, 1e-3, "log-sum-exp");
	const { at = [], values = [] } = row.logits;
	assertNear(
		at.map((index) => flat[index]!),
		values,
		1e-3,
		"logits",
	);
}

/** With mask and positions, padding changes nothing; without positions they count the padding too. */
async function checkBatch(
	model: EditableModel,
	batch: GoldenBatch,
	rows: readonly GoldenRow[],
): Promise<void> {
	const { ids, mask } = batch;
	const places = mask.map((row, i) =>
		row.flatMap((bit, column) => (bit === 1 ? [[i, column] as const] : [])),
	);
	const at = places.flat();
	const positions = mask.map((row) => row.map((_, i) => Math.max(0, sum(row.slice(0, i + 1)) - 1)));
	const logits = await logitsOf(model, { ids, mask, positions }, at);
	assertNear(
		logits.map(logSumExp),
		rows.flatMap((row) => row.logsumexp),
		1e-3,
		"log-sum-exp in a padded batch",
	);
	assert.equal(
		argmaxes(logits),
		rows.flatMap((row) => row.argmax),
	);
	const unplaced = argmaxes(await logitsOf(model, { ids, mask }, at));
	assert.equal(unplaced, batch.argmax_when_position_ids_are_not_given.flat());
}

/** @returns one array of [vocab] for each of `at` */
export async function logitsOf(
	model: EditableModel,
	batch: TokenBatch,
	at: readonly TokenPosition[],
): Promise<Float32Array[]> {
	const logits = model.logits(batch, at); // [at, vocab]
	const values = (await logits.data()) as Float32Array;
	const [, vocab] = logits.shape;
	tf.dispose(logits);
	return at.map((_, i) => values.slice(i * vocab, (i + 1) * vocab));
}

export function assertNear(
	got: ArrayLike<number>,
	want: ArrayLike<number>,
	tolerance: number,
	what: string,
): void {
	assert.is(got.length, want.length, `${what}: length`);
	for (let i = 0; i < got.length; i++) {
		const difference = Math.abs(got[i]! - want[i]!);
		if (!(difference <= tolerance)) {
			assert.unreachable(`${what}: ${got[i]} at ${i}, want ${want[i]} ± ${tolerance}`);
		}
	}
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const argmaxes = (logits: readonly Float32Array[]): number[] =>
	logits.map((at) => at.indexOf(at.reduce((a, b) => Math.max(a, b))));

function logSumExp(values: Float32Array): number {
	const most = values.reduce((a, b) => Math.max(a, b));
	return most + Math.log(values.reduce((total, x) => total + Math.exp(x - most), 0));
}

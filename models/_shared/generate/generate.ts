import type { GenerateOptions, Reading } from "#core/editable-model";
import type { tf } from "#engine/tf";
import type { Runnable } from "../transformer/forward.ts";
import { layoutOf, type TokenLayout } from "../transformer/token-layout.ts";
import { GeneratedRow, type Rules } from "./generated-row.ts";
import { ReadRows } from "./read-rows.ts";

/** A network that can generate. */
export interface Generator extends Runnable {
	/** Any of these ends a text. */
	readonly endIds: readonly number[];
}

/**
 * Continues prompts side by side: all are read in one pass, then each step computes one token a row over cached keys
 * and values. A row leaves the batch when it is done. What a row becomes depends on its prompt and its own stream of
 * random numbers alone, up to rounding.
 *
 * @returns new ids of each row
 */
export async function generate(
	model: Generator,
	prompts: readonly (readonly number[])[],
	options: GenerateOptions,
): Promise<number[][]> {
	const defaults = { minNewTokens: 0, stopAtEnd: true, lanes: prompts.map(() => 0) };
	const rules: Rules = { ...defaults, ...options, endIds: model.endIds };
	checkOptions(prompts, rules);
	const rows = prompts.map((prompt, i) => new GeneratedRow(prompt, i, rules));
	const reading = rowsRead(options.after);
	try {
		const left = unfinished(rows, rules);
		const open = left.map((i) => rows[i]!);
		if (options.after !== undefined) reading.keepRows(left);
		else if (open.length > 0) reading.read(model, layoutOfPrompts(open), []).dispose();
		if (open.length > 0) await grow(model, reading, open, rules);
		return rows.map((row) => row.ids);
	} finally {
		reading.dispose();
	}
}

/** Adds tokens to rows that are read until each is done. */
async function grow(
	model: Generator,
	reading: ReadRows,
	rows: readonly GeneratedRow[],
	rules: Rules,
): Promise<void> {
	let open = rows;
	for (;;) {
		await chooseNext(open, reading.takeNext(), rules);
		const left = unfinished(open, rules);
		if (left.length === 0) return;
		reading.keepRows(left);
		open = left.map((i) => open[i]!);
		await reading.readNext(model, layoutOfLast(open));
	}
}

function rowsRead(after: Reading | undefined): ReadRows {
	if (after === undefined) return new ReadRows();
	if (after instanceof ReadRows) return after;
	throw new Error("A model goes on from what it has read itself only");
}

/** Places of the rows that are not done. */
const unfinished = (rows: readonly GeneratedRow[], rules: Rules): number[] =>
	rows.flatMap((row, i) => (row.isDone(rules) ? [] : [i]));

async function chooseNext(rows: readonly GeneratedRow[], logits: tf.Tensor2D, rules: Rules): Promise<void> {
	const [, vocab] = logits.shape;
	const values = (await logits.data()) as Float32Array; // this function's own: the tensor goes
	logits.dispose();
	rows.forEach((row, i) => void row.grow(values.subarray(i * vocab, (i + 1) * vocab), rules));
}

const layoutOfPrompts = (rows: readonly GeneratedRow[]): TokenLayout =>
	layoutOf({ ids: rows.map((row) => row.prompt), lanes: rows.map((row) => row.lane) });

/** The newest token of each row, at its position in the row. */
const layoutOfLast = (rows: readonly GeneratedRow[]): TokenLayout =>
	layoutOf({
		ids: rows.map((row) => [row.ids.at(-1)!]),
		positions: rows.map((row) => [row.position]),
		lanes: rows.map((row) => row.lane),
	});

function checkOptions(prompts: readonly unknown[], { maxNewTokens, random, sampling, lanes }: Rules): void {
	if (lanes.length !== prompts.length) {
		throw new Error(`lanes must have one entry a prompt: ${prompts.length}, got ${lanes.length}`);
	}
	if (maxNewTokens.length !== prompts.length) {
		throw new Error(
			`maxNewTokens must have one entry a prompt: ${prompts.length}, got ${maxNewTokens.length}`,
		);
	}
	if (sampling.temperature > 0 && random.length !== prompts.length) {
		throw new Error(`random must have one stream a prompt: ${prompts.length}, got ${random.length}`);
	}
}

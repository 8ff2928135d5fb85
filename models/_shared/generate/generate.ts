import type { GenerateOptions } from "#core/editable-model";
import { tf } from "#engine/tf";
import { attentionMask } from "../transformer/attention-mask.ts";
import { begin, type Runnable, rowsAt } from "../transformer/forward.ts";
import { layoutOf, type TokenLayout } from "../transformer/token-layout.ts";
import { GeneratedRow, type Rules } from "./generated-row.ts";
import { KeyValueCache } from "./key-value-cache.ts";

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
	const open = rows.filter((row) => !row.isDone(rules));
	if (open.length > 0) await grow(model, open, rules);
	return rows.map((row) => row.ids);
}

/** Reads the prompts of rows, then adds tokens until each is done. */
async function grow(model: Generator, rows: readonly GeneratedRow[], rules: Rules): Promise<void> {
	const cache = new KeyValueCache();
	try {
		const tokens = layoutOf({ ids: rows.map((row) => row.prompt), lanes: rows.map((row) => row.lane) });
		let seen = seenBy(tokens);
		let logits = run(
			model,
			cache,
			tokens,
			seen,
			rows.map((row) => row.position),
		);
		let open = rows;
		for (;;) {
			await chooseNext(open, logits, rules);
			const left = open.flatMap((row, i) => (row.isDone(rules) ? [] : [i]));
			if (left.length === 0) return;
			if (left.length < open.length) cache.keepRows(left);
			seen = left.map((i) => Uint8Array.of(...seen[i]!, 1));
			open = left.map((i) => open[i]!);
			logits = run(
				model,
				cache,
				layoutOfLast(open),
				seen,
				open.map(() => 0),
			);
		}
	} finally {
		cache.dispose();
	}
}

/**
 * One pass over new tokens of all rows.
 *
 * @param seen of each row, 1 for every column that may be attended to, new ones included
 * @param columns where each row's next token is asked for
 * @returns [rows, vocab]
 */
function run(
	model: Generator,
	cache: KeyValueCache,
	tokens: TokenLayout,
	seen: readonly Uint8Array[],
	columns: readonly number[],
): tf.Tensor2D {
	const { network } = model;
	return tf.tidy(() => {
		const pass = begin(model, tokens);
		const sizes = { rows: tokens.rows, queries: tokens.columns, seen: seen[0]!.length, group: network.group };
		const hidesSome = seen.some((row) => row.includes(0));
		const mask = attentionMask(sizes, hidesSome ? joined(seen) : undefined);
		let hidden = pass.embed(); // [tokens, hidden]
		for (let layer = 0; layer < network.shape.layers; layer++) {
			hidden = tf.tidy(() => pass.block(layer, hidden, cache.attend(layer, mask, tokens)).block);
		}
		return pass.head(
			rowsAt(
				hidden,
				tokens,
				columns.map((column, row) => [row, column] as const),
			),
		);
	});
}

async function chooseNext(rows: readonly GeneratedRow[], logits: tf.Tensor2D, rules: Rules): Promise<void> {
	const [, vocab] = logits.shape;
	const values = Float32Array.from(await logits.data());
	logits.dispose();
	rows.forEach((row, i) => void row.grow(values.subarray(i * vocab, (i + 1) * vocab), rules));
}

/** Slots of each row that hold a token. */
function seenBy({ rows, columns, slots }: TokenLayout): Uint8Array[] {
	const taken = new Uint8Array(rows * columns).fill(slots === undefined ? 1 : 0);
	for (const slot of slots ?? []) taken[slot] = 1;
	return Array.from({ length: rows }, (_, row) => taken.slice(row * columns, (row + 1) * columns));
}

/** Rows of one length, one after the other. */
function joined(rows: readonly Uint8Array[]): Uint8Array {
	const all = new Uint8Array(rows.length * rows[0]!.length);
	rows.forEach((row, i) => void all.set(row, i * row.length));
	return all;
}

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

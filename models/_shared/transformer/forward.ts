import type { Injection, TokenBatch, TokenPosition, TracePoint } from "#core/editable-model";
import { UserError } from "#core/errors";
import type { HiddenBelow } from "#core/hidden-below";
import { Repetition, type Results } from "#engine/repetition";
import { tf } from "#engine/tf";
import type { Network, Pass, RunnableNetwork, Weights } from "../architecture.ts";
import { type Attend, attention, joinHeads, type KeyValues } from "./attention.ts";
import { attentionMask } from "./attention-mask.ts";
import { blockWeights } from "./block-weights.ts";
import { flatPositions, isIndex } from "./flat-positions.ts";
import { inject } from "./inject.ts";
import { layoutOf, type TokenLayout } from "./token-layout.ts";

/** What is run: a network with the weights and injections of one view. */
export interface Runnable {
	readonly network: RunnableNetwork;
	readonly weights: Weights;
	readonly injections: readonly Injection[];
}

/**
 * Logits at some tokens. Hidden states go through the vocabulary matrix there only.
 *
 * @param below has, or is to have, what enters one of the blocks
 * @returns [at, vocab]
 */
export function logitsAt(
	runnable: Runnable,
	batch: TokenBatch,
	at: readonly TokenPosition[],
	below?: HiddenBelow,
): tf.Tensor2D {
	const { layers, vocab } = runnable.network.shape;
	if (below) checkLayer(below.layer, layers);
	const tokens = layoutOf(batch);
	const pass = begin(runnable, tokens);
	if (at.length === 0) return tf.zeros([0, vocab]);
	const attend = attendWithin(runnable, tokens);
	const through = (hidden: tf.Tensor2D, from: number, to: number) =>
		throughBlocks(runnable, pass, hidden, { from, to, attendIn: () => attend });
	const first = below?.layer ?? 0;
	const embedded = () => through(pass.embed(), 0, first); // [tokens, hidden]
	const entering = below === undefined ? embedded() : below.of(batch, embedded); // [tokens, hidden]
	return pass.head(rowsAt(through(entering, first, layers), tokens, at));
}

/** Some blocks, one after the other. */
interface Blocks {
	readonly from: number;
	/** The first that is not run. */
	readonly to: number;
	readonly attendIn: (layer: number) => Attend;
	/** What attention in a block reads that in others it does not. @default nothing */
	readonly readIn?: (layer: number) => readonly tf.Tensor[];
	/** Takes over keys and values of the tokens, block by block; no gradient comes back from them. */
	readonly onPair?: (layer: number, pair: KeyValues) => void;
}

/** Takes tokens through some blocks. @returns [tokens, hidden] */
export function throughBlocks(
	runnable: Runnable,
	pass: Pass,
	hidden: tf.Tensor2D,
	{ from, to, attendIn, readIn = () => [], onPair }: Blocks,
): tf.Tensor2D {
	const weightsOf = blockWeights(runnable);
	const likeBlocks = new Repetition();
	let last: tf.Tensor = hidden;
	for (let layer = from; layer < to; layer++) {
		const block = (x: tf.Tensor) =>
			runBlock(pass, layer, x as tf.Tensor2D, attendIn(layer), onPair !== undefined);
		const weights = weightsOf(layer);
		const [next, keys, values] = weights
			? likeBlocks.run(last, [...weights, ...readIn(layer)], block)
			: block(last);
		onPair?.(layer, { keys: keys as tf.Tensor4D, values: values as tf.Tensor4D });
		last = next;
	}
	return last as tf.Tensor2D;
}

/** @returns the block's output, and keys and values where they are wanted */
const runBlock = (pass: Pass, layer: number, x: tf.Tensor2D, attend: Attend, wantsPair: boolean): Results =>
	tf.tidy((): tf.Tensor[] => {
		let pair: tf.Tensor[] = [];
		const { block } = pass.block(layer, x, (query, keys, values) => {
			if (wantsPair) pair = [keys, values];
			return attend(query, keys, values);
		});
		return [block, ...pair];
	}) as [tf.Tensor, ...tf.Tensor[]];

/** Values at some tokens, one tensor a point; blocks above the last point are not run. @returns [at, width] each */
export function traceAt(
	runnable: Runnable,
	tokens: TokenLayout,
	at: readonly TokenPosition[],
	points: readonly TracePoint[],
): tf.Tensor2D[] {
	const { layers } = runnable.network.shape;
	for (const { layer } of points) checkLayer(layer, layers);
	const pass = begin(runnable, tokens);
	const attend = attendWithin(runnable, tokens);
	const found = new Map<TracePoint, tf.Tensor2D>();
	let hidden = pass.embed(); // [tokens, hidden]
	const last = Math.max(-1, ...points.map(({ layer }) => layer));
	for (let layer = 0; layer <= last; layer++) {
		const values = pass.block(layer, hidden, attend);
		hidden = values.block;
		for (const point of points) {
			if (point.layer === layer) found.set(point, rowsAt(values[point.site], tokens, at));
		}
	}
	return points.map((point) => found.get(point)!);
}

/** @throws Error where there is no such block */
function checkLayer(layer: number, layers: number): void {
	if (!isIndex(layer, layers)) throw new Error(`Layer ${layer} is not one of 0 to ${layers - 1}`);
}

/** Begins a pass. @throws as `checkTokens` */
export function begin({ network, weights, injections }: Runnable, tokens: TokenLayout): Pass {
	checkTokens(network, tokens);
	return inject(network.begin(weights, tokens), injections, tokens);
}

/** @throws UserError where a position is past what the network has a weight for */
export function checkTokens(
	{ shape, limitsPositions }: Network,
	{ ids, positions }: Pick<TokenLayout, "ids" | "positions">,
): void {
	const unknown = ids.find((id) => id < 0 || id >= shape.vocab);
	if (unknown !== undefined) throw new Error(`The id ${unknown} is not one of 0 to ${shape.vocab - 1}`);
	const last = positions.reduce((a, b) => Math.max(a, b));
	if (!limitsPositions || last < shape.positions) return;
	throw new UserError(`A text has ${last + 1} tokens; the model takes ${shape.positions} at most`, {
		hint: "Shorten it, or use a model that reads longer texts.",
	});
}

/** Attention among the tokens of one batch. */
export function attendWithin({ network }: Runnable, tokens: TokenLayout): Attend {
	const { rows, columns } = tokens;
	const mask = attentionMask({ rows, queries: columns, seen: columns, group: network.group }, tokens.mask);
	return (query, keys, values) => joinHeads(attention(query, [{ keys, values }], mask), tokens);
}

/** @returns [at, width] of [tokens, width] */
export function rowsAt(x: tf.Tensor2D, tokens: TokenLayout, at: readonly TokenPosition[]): tf.Tensor2D {
	const flat = flatPositions(tokens, at);
	if (flat.length === 0) return tf.zeros([0, x.shape[1]]); // tfjs's gather does not take an empty list
	return tf.gather(x, tf.tensor1d(flat, "int32"));
}

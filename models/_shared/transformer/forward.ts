import type { Injection, TokenPosition, TracePoint } from "#core/editable-model";
import { UserError } from "#core/errors";
import { tf } from "#engine/tf";
import type { Network, Pass, Weights } from "../architecture.ts";
import { type Attend, attention, joinHeads } from "./attention.ts";
import { attentionMask } from "./attention-mask.ts";
import { flatPositions, isIndex } from "./flat-positions.ts";
import { inject } from "./inject.ts";
import type { TokenLayout } from "./token-layout.ts";

/** What is run: a network with the weights and injections of one view. */
export interface Runnable {
	readonly network: Network;
	readonly weights: Weights;
	readonly injections: readonly Injection[];
}

/** Logits at some tokens. Hidden states go through the vocabulary matrix there only. @returns [at, vocab] */
export function logitsAt(runnable: Runnable, tokens: TokenLayout, at: readonly TokenPosition[]): tf.Tensor2D {
	const pass = begin(runnable, tokens);
	if (at.length === 0) return tf.zeros([0, runnable.network.shape.vocab]);
	const attend = attendWithin(runnable, tokens);
	const hidden = throughBlocks(runnable, pass, () => attend); // [tokens, hidden]
	return pass.head(rowsAt(hidden, tokens, at));
}

/** Takes tokens through all blocks. @param attendIn the attention of a block @returns [tokens, hidden] */
export function throughBlocks(
	{ network }: Runnable,
	pass: Pass,
	attendIn: (layer: number) => Attend,
): tf.Tensor2D {
	let hidden = pass.embed();
	for (let layer = 0; layer < network.shape.layers; layer++) {
		hidden = tf.tidy(() => pass.block(layer, hidden, attendIn(layer)).block);
	}
	return hidden;
}

/** Values at some tokens, one tensor a point; blocks above the last point are not run. @returns [at, width] each */
export function traceAt(
	runnable: Runnable,
	tokens: TokenLayout,
	at: readonly TokenPosition[],
	points: readonly TracePoint[],
): tf.Tensor2D[] {
	const { layers } = runnable.network.shape;
	const unknown = points.find(({ layer }) => !isIndex(layer, layers));
	if (unknown) throw new Error(`Layer ${unknown.layer} is not one of 0 to ${layers - 1}`);
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

/** @throws UserError where a position is past what the network has a weight for */
export function begin({ network, weights, injections }: Runnable, tokens: TokenLayout): Pass {
	const { vocab, positions } = network.shape;
	const unknown = tokens.ids.find((id) => id < 0 || id >= vocab);
	if (unknown !== undefined) throw new Error(`The id ${unknown} is not one of 0 to ${vocab - 1}`);
	const last = tokens.positions.reduce((a, b) => Math.max(a, b));
	if (network.limitsPositions && last >= positions) {
		throw new UserError(`A text has ${last + 1} tokens; the model takes ${positions} at most`, {
			hint: "Shorten it, or use a model that reads longer texts.",
		});
	}
	return inject(network.begin(weights, tokens), injections, tokens);
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

import type { Injection, ModelShape } from "#core/editable-model";
import { tf } from "#engine/tf";
import type { BlockValues, Pass } from "../architecture.ts";
import { flatPositions, isIndex } from "./flat-positions.ts";
import type { TokenLayout } from "./token-layout.ts";

/**
 * A pass with something added after its blocks or their MLPs. A block's output is a sum that has its MLP's output as a
 * part, in every architecture here, so that what is added to the part is added to the sum.
 */
export function inject(pass: Pass, injections: readonly Injection[], tokens: TokenLayout): Pass {
	if (injections.length === 0) return pass;
	return {
		...pass,
		block(layer, hidden, attend) {
			const ofLayer = injections.filter((one) => one.layer === layer && one.at.length > 0);
			return ofLayer.reduce(
				(values, injection) => added(values, injection, tokens),
				pass.block(layer, hidden, attend),
			);
		},
	};
}

function added(values: BlockValues, { site, at, tensor }: Injection, tokens: TokenLayout): BlockValues {
	const spread = spreadOver(tokens.ids.length, flatPositions(tokens, at), tensor); // [tokens, hidden]
	const block: tf.Tensor2D = tf.add(values.block, spread);
	if (site === "block") return { ...values, block };
	return { ...values, mlpOutput: tf.add(values.mlpOutput, spread), block };
}

/** Rows of `tensor` at their tokens, zeros elsewhere; several rows at one token add up. @returns [tokens, hidden] */
export function spreadOver(tokens: number, at: readonly number[], tensor: tf.Tensor2D): tf.Tensor2D {
	const places = new Float32Array(tokens * at.length);
	for (const [i, token] of at.entries()) places[token * at.length + i] = 1;
	return tf.matMul(tf.tensor2d(places, [tokens, at.length]), tensor);
}

/** @throws Error where an injection does not fit a model */
export function checkInjection({ layer, at, tensor }: Injection, { layers, hidden }: ModelShape): void {
	if (!isIndex(layer, layers)) throw new Error(`Layer ${layer} is not one of 0 to ${layers - 1}`);
	const [rows, width] = tensor.shape;
	if (tensor.rank === 2 && rows === at.length && width === hidden) return;
	throw new Error(`An injection must have the shape [${at.length}, ${hidden}], got [${tensor.shape}]`);
}

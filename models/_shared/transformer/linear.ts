import { tf } from "#engine/tf";
import type { Weights } from "../architecture.ts";
import type { TokenLayout } from "./token-layout.ts";

/** A linear layer of a pass: the view's weights, and whose tokens go through it. */
export interface Linear {
	readonly weights: Weights;
	readonly tokens: Pick<TokenLayout, "laneSizes">;
	/** Of weight and bias, without their endings. */
	readonly name: string;
}

/** x W + b with W stored [in, out], as GPT-2's Conv1D. @returns [tokens, out] */
export const linearInOut = (layer: Linear, x: tf.Tensor2D): tf.Tensor2D =>
	byLane(layer, x, (part, weight, bias) => tf.add(tf.matMul(part, weight), bias!), true);

/** x Wᵀ (+ b) with W stored [out, in]. @returns [tokens, out] */
export const linearOutIn = (layer: Linear, x: tf.Tensor2D, bias = false): tf.Tensor2D =>
	byLane(layer, x, timesTransposed, bias);

type Apply = (x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor | undefined) => tf.Tensor2D;

const timesTransposed: Apply = (x, weight, bias) => {
	const y: tf.Tensor2D = tf.matMul(x, weight, false, true); // [tokens, out]
	return bias === undefined ? y : tf.add(y, bias);
};

/** Takes the tokens of each lane through its own weight where lanes differ, else all together. */
function byLane(
	{ weights, tokens, name }: Linear,
	x: tf.Tensor2D,
	apply: Apply,
	hasBias: boolean,
): tf.Tensor2D {
	const [weight, bias] = [`${name}.weight`, `${name}.bias`];
	const of = (lane?: number) =>
		[weights(weight, lane) as tf.Tensor2D, hasBias ? weights(bias, lane) : undefined] as const;
	if (!weights.differs(weight) && !(hasBias && weights.differs(bias))) return apply(x, ...of());
	const sizes = tokens.laneSizes ?? [x.shape[0]];
	const lanes = sizes.flatMap((size, lane) => (size > 0 ? [lane] : []));
	if (lanes.length === 1) return apply(x, ...of(lanes[0]));
	const parts = tf.split(
		x,
		lanes.map((lane) => sizes[lane]!),
		0,
	) as tf.Tensor2D[];
	return tf.concat(
		parts.map((part, i) => apply(part, ...of(lanes[i]))),
		0,
	);
}

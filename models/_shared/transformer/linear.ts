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
	plusBias(
		layer,
		byLane(layer, "weight", x, (part, weight) => tf.matMul(part, weight)),
	);

/** x Wᵀ (+ b) with W stored [out, in]. @returns [tokens, out] */
export function linearOutIn(layer: Linear, x: tf.Tensor2D, bias = false): tf.Tensor2D {
	const y = byLane(layer, "weight", x, timesTransposed, lanesTimesTransposed);
	return bias ? plusBias(layer, y) : y;
}

const plusBias = (layer: Linear, x: tf.Tensor2D): tf.Tensor2D =>
	byLane(layer, "bias", x, (part, bias) => tf.add(part, bias));

/** What is done to the tokens of one lane with its weight. */
type Apply = (x: tf.Tensor2D, weight: tf.Tensor2D) => tf.Tensor2D;

/** The same of several lanes. @returns [tokens, out] of all of them */
type ApplyToLanes = (xs: readonly tf.Tensor2D[], weights: readonly tf.Tensor2D[]) => tf.Tensor2D;

const timesTransposed: Apply = (x, weight) => tf.matMul(x, weight, false, true);

/**
 * As (W xᵀ)ᵀ, turned for all lanes together: few tokens a lane are multiplied sooner from the right (ONNX Runtime packs what
 * stands there), and however many each lane has, it is the same graph. Single tokens are not packed.
 */
const lanesTimesTransposed: ApplyToLanes = (xs, weights) => {
	if (xs.every(({ shape: [tokens] }) => tokens === 1)) return oneByOne(timesTransposed)(xs, weights);
	const turned = xs.map((x, i): tf.Tensor2D => tf.matMul(weights[i]!, x, false, true)); // [out, tokens of the lane]
	return tf.concat(turned, 1).transpose();
};

const oneByOne =
	(apply: Apply): ApplyToLanes =>
	(xs, weights) =>
		tf.concat(
			xs.map((x, i) => apply(x, weights[i]!)),
			0,
		);

/** Takes the tokens of each lane through its own weight where lanes differ, else all together. */
function byLane(
	{ weights, tokens, name }: Linear,
	ending: "weight" | "bias",
	x: tf.Tensor2D,
	apply: Apply,
	applyToLanes: ApplyToLanes = oneByOne(apply),
): tf.Tensor2D {
	const weightOf = (lane?: number) => weights(`${name}.${ending}`, lane) as tf.Tensor2D;
	if (!weights.differs(`${name}.${ending}`)) return apply(x, weightOf());
	const sizes = tokens.laneSizes ?? [x.shape[0]];
	const lanes = sizes.flatMap((size, lane) => (size > 0 ? [lane] : []));
	if (lanes.length === 1) return apply(x, weightOf(lanes[0]));
	const parts = tf.split(
		x,
		lanes.map((lane) => sizes[lane]!),
		0,
	) as tf.Tensor2D[];
	return applyToLanes(parts, lanes.map(weightOf));
}

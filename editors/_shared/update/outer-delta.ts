import type { LowRankDelta } from "#core/delta";
import type { EditableModel } from "#core/editable-model";
import { tf } from "#engine/tf";

/** Vectors, one a request. */
type Vectors = readonly ArrayLike<number>[];

/**
 * A change of a block's MLP output matrix, as the two factors of
 *
 *     Δ = Σᵣ outᵣ inᵣᵀ        stored [out, in]
 *     Δ = Σᵣ inᵣ outᵣᵀ        stored [in, out]
 *
 * @param outs [hidden] each @param ins [inner] each
 * @returns the weight's name, and Δ for the caller to dispose
 */
export function outerDelta(
	model: EditableModel,
	layer: number,
	{ outs, ins }: { readonly outs: Vectors; readonly ins: Vectors },
): [name: string, delta: LowRankDelta] {
	const { weight, orientation } = model.mlpOutput(layer);
	const [ofRow, ofColumn] = orientation === "out-in" ? [outs, ins] : [ins, outs];
	return [weight, { left: tf.tidy(() => tf.transpose(stacked(ofRow))), right: stacked(ofColumn) }];
}

/** @returns [vectors, width] */
function stacked(vectors: Vectors): tf.Tensor2D {
	const width = vectors[0]!.length;
	const values = new Float32Array(vectors.length * width);
	for (const [i, vector] of vectors.entries()) values.set(vector, i * width);
	return tf.tensor2d(values, [vectors.length, width]);
}

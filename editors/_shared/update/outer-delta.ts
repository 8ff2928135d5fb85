import type { EditableModel } from "#core/editable-model";
import { tf } from "#engine/tf";

/** Vectors, one a request. */
type Vectors = readonly ArrayLike<number>[];

/**
 * A change of a block's MLP output matrix, in its stored orientation:
 *
 *     Δ = Σᵣ outᵣ inᵣᵀ
 *
 * @param outs [hidden] each @param ins [inner] each
 * @returns the weight's name, and Δ for the caller to dispose
 */
export function outerDelta(
	model: EditableModel,
	layer: number,
	{ outs, ins }: { readonly outs: Vectors; readonly ins: Vectors },
): [name: string, delta: tf.Tensor2D] {
	const { weight, orientation } = model.mlpOutput(layer);
	const delta = tf.tidy(() => {
		const [out, into] = [stacked(outs), stacked(ins)]; // [requests, hidden], [requests, inner]
		return orientation === "out-in" ? tf.matMul(out, into, true) : tf.matMul(into, out, true);
	});
	return [weight, delta as tf.Tensor2D];
}

function stacked(vectors: Vectors): tf.Tensor2D {
	const width = vectors[0]!.length;
	const values = new Float32Array(vectors.length * width);
	for (const [i, vector] of vectors.entries()) values.set(vector, i * width);
	return tf.tensor2d(values, [vectors.length, width]);
}

import { tf } from "#engine/tf";
import type { Network } from "./architecture.ts";
import { withChecked } from "./check-weights.ts";
import { type ReadOptions, weightValues } from "./weights/weight-values.ts";

export type { ReadOptions } from "./weights/weight-values.ts";

/**
 * Reads the weights that a network wants, under the names that transformers gives them; a checkpoint of the bare
 * network (`h.0…` for `transformer.h.0…`) serves as well. Other tensors in the files are left alone. All shapes are
 * checked before the first tensor is read.
 *
 * @returns tensors that the caller owns
 * @throws UserError where a weight is missing, or of another shape than config.json says
 */
export function readWeights(
	folder: string,
	network: Network,
	options: ReadOptions = {},
): Map<string, tf.Tensor> {
	return withChecked(folder, network, (files, stored) => {
		const values = weightValues(files, [...new Set(stored.values())].sort(), options);
		const weights = new Map<string, tf.Tensor>();
		for (const [name, from] of stored) {
			const { data, shape } = values(from);
			weights.set(name, tf.tensor(data, [...shape], "float32"));
		}
		return weights;
	});
}

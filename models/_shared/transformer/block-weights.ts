import type { tf } from "#engine/tf";
import type { Runnable } from "./forward.ts";

/**
 * The weights of each block, in an order that all blocks have. Undefined where a block differs from others in more than its
 * weights, or where a view gives it some of its own, which gradients may be wanted of.
 */
export function blockWeights({
	network,
	weights,
	injections,
}: Runnable): (layer: number) => readonly tf.Tensor[] | undefined {
	if (!network.hasLikeBlocks) return () => undefined;
	const first = network.blockPrefix(0);
	const endings = [...network.weights.keys()].flatMap((name) =>
		name.startsWith(first) ? [name.slice(first.length)] : [],
	);
	return (layer) => {
		const names = endings.map((ending) => network.blockPrefix(layer) + ending);
		if (names.some(weights.isReplaced) || injections.some((one) => one.layer === layer)) return undefined;
		return names.map((name) => weights(name));
	};
}

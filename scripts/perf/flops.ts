/** Sizes of a network of the Llama architecture. */
export interface Sizes {
	readonly layers: number;
	readonly hidden: number;
	readonly inner: number;
	readonly vocab: number;
	/** Width of keys, and of values, all heads together. */
	readonly keys: number;
}

/** Parameters of the matrices of one block. */
const block = ({ hidden, inner, keys }: Sizes): number => hidden * (2 * hidden + 2 * keys + 3 * inner);

/** Operations of the products of a forward pass, attention's own left out. @param logits tokens whose logits are computed */
export const forwardFlops = (sizes: Sizes, tokens: number, logits: number): number =>
	2 * tokens * sizes.layers * block(sizes) + 2 * logits * sizes.hidden * sizes.vocab;

/**
 * The same of the way back to the MLP output matrices of some blocks: gradients of activations down to the first of them,
 * and of these matrices.
 */
export function backwardFlops(
	sizes: Sizes,
	tokens: number,
	logits: number,
	edited: readonly number[],
): number {
	const above = sizes.layers - Math.min(...edited);
	return (
		2 * tokens * (above * block(sizes) + edited.length * sizes.hidden * sizes.inner) +
		2 * logits * sizes.hidden * sizes.vocab
	);
}

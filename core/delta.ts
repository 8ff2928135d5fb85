import { tf } from "#engine/tf";

/** A change of a matrix as a product of two thin ones: Δ = left · right. */
export interface LowRankDelta {
	/** [rows, rank] */
	readonly left: tf.Tensor2D;
	/** [rank, columns] */
	readonly right: tf.Tensor2D;
}

/** What is added to a weight, in its stored orientation: of the weight's shape, or two matrices whose product has it. */
export type Delta = tf.Tensor | LowRankDelta;

export const isLowRank = (delta: Delta): delta is LowRankDelta => "left" in delta;

/** Shape of the change that a delta stands for. */
export const deltaShape = (delta: Delta): readonly number[] =>
	isLowRank(delta) ? [delta.left.shape[0], delta.right.shape[1]] : delta.shape;

/** @returns the change as one tensor, for the caller to dispose; the delta stays */
export const multiplyOut = (delta: Delta): tf.Tensor =>
	isLowRank(delta) ? tf.matMul(delta.left, delta.right) : delta.clone();

/** The tensors that deltas are made of. */
export const deltaTensors = (deltas: ReadonlyMap<string, Delta>): tf.Tensor[] =>
	[...deltas.values()].flatMap((delta) => (isLowRank(delta) ? [delta.left, delta.right] : [delta]));

export const disposeDeltas = (deltas: ReadonlyMap<string, Delta>): void => tf.dispose(deltaTensors(deltas));

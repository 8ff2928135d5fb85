import type { EditableModel, TokenPosition } from "#core/editable-model";
import type { tf } from "#engine/tf";

/** The loss of one step. */
export interface StepLoss {
	/** What is fed: one list of ids a row. */
	readonly rows: readonly (readonly number[])[];
	/** The tokens at which the loss reads what comes next. */
	readonly at: readonly TokenPosition[];
	/**
	 * Differentiable in both.
	 *
	 * @param logProbs [at, vocab], of the edited model
	 * @param edited the model as trained so far
	 * @returns []
	 */
	readonly loss: (logProbs: tf.Tensor2D, edited: EditableModel) => tf.Scalar;
	/** Tensors that the loss holds on to; they are disposed when the step is done. */
	readonly held?: readonly tf.Tensor[];
}

/** What is minimised: says the loss of a step, given the model as trained so far. */
export type Objective = (step: number, edited: EditableModel) => StepLoss | Promise<StepLoss>;

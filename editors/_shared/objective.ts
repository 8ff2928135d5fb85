import type { EditableModel } from "#core/editable-model";
import type { tf } from "#engine/tf";

/** What is minimised, as a differentiable function of a view of the model. @returns [] */
export type Loss = (edited: EditableModel) => tf.Scalar;

/** The loss of one step, and the tensors it holds on to, which are disposed when the step is done. */
export interface StepLoss {
	readonly loss: Loss;
	readonly held?: readonly tf.Tensor[];
}

/** Makes the loss of a step, from the model as trained so far. */
export type Objective = (step: number, edited: EditableModel) => StepLoss | Promise<StepLoss>;

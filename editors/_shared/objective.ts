import type { EditableModel, GenerateOptions, TokenPosition } from "#core/editable-model";
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
	/** Whether the next step is likely to read the same rows, so that something of them is worth keeping. @default false */
	readonly repeats?: boolean;
	/** Tensors that the loss holds on to; they are disposed when the step is done. */
	readonly held?: readonly tf.Tensor[];
	/** What the loss goes on with, where the model's own words after the rows are part of it. */
	readonly sequel?: Sequel;
}

/**
 * The rest of a loss, about what is sampled after its rows. The model goes on from the rows as the first part of the loss
 * has read them: they are read once.
 */
export interface Sequel {
	/** How the rows are continued, each by one text. */
	readonly options: Omit<GenerateOptions, "lanes" | "after" | "onLogits">;
	/** @returns what is added to the loss; it has no sequel of its own */
	readonly loss: (continuations: readonly Continuation[]) => StepLoss;
}

/** What a model said after a row. */
export interface Continuation {
	readonly ids: readonly number[];
	/** What each id was drawn from, [vocab]: constants to the loss. */
	readonly logits: readonly Float32Array[];
}

/** What is minimised: says the loss of a step, given the model as trained so far. */
export type Objective = (step: number, edited: EditableModel) => StepLoss | Promise<StepLoss>;

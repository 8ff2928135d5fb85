import type { Delta } from "./delta.ts";
import type { EditableModel } from "./editable-model.ts";

/** Additive changes in the stored orientation of the checkpoint, by the names that transformers gives the weights. */
export interface WeightsEdit {
	readonly kind: "weights";
	/** The harness owns and disposes the tensors. */
	readonly deltas: ReadonlyMap<string, Delta>;
}

/** A model put around the model: in-context editing, memories, classifiers. */
export interface WrapEdit {
	readonly kind: "wrap";
	/** What the wrap depends on, as plain data, so that a chain of edits can be stored. */
	readonly data: unknown;
	/** Puts the edit around a model, which stays as it is. */
	readonly wrap: (model: EditableModel) => EditableModel;
}

/** What an editor hands back. Editors compute, the harness applies: the model is left as it was. */
export type Edit = WeightsEdit | WrapEdit;

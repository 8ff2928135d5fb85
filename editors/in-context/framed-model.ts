import type { EditableModel } from "#core/editable-model";
import { modelView } from "#core/model-view";

/** The model with a prefix before every prompt it is asked. */
export const framedModel = (model: EditableModel, prefix: string): EditableModel =>
	modelView(model, { frame: (prompt) => model.frame(prefix + prompt) });

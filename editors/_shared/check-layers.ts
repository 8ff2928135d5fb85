import type { EditableModel } from "#core/editable-model";
import { UserError } from "#core/errors";

/** @param parameter that names the blocks @throws UserError where the model has no such block */
export function checkLayers({ shape }: EditableModel, layers: readonly number[], parameter = "layers"): void {
	const unknown = layers.find((layer) => layer >= shape.layers);
	if (unknown === undefined) return;
	throw new UserError(`"${parameter}" names block ${unknown}, but the model has ${shape.layers}`, {
		hint: `Name blocks from 0 to ${shape.layers - 1}.`,
	});
}

import { checkLayers } from "#core/check-layers";
import type { EditableModel } from "#core/editable-model";

/**
 * Names of the weights that FT and ICE train: all of the MLP output of these blocks.
 *
 * @throws UserError where the model has no such block
 */
export function editedParameters(model: EditableModel, layers: readonly number[]): string[] {
	checkLayers(layers, model.shape.layers, '"layers"');
	return [...new Set(layers)].flatMap((layer) => model.mlpOutput(layer).parameters);
}

import type { EditableModel } from "#core/editable-model";
import { UserError } from "#core/errors";

/**
 * Names of the weights that FT and ICE train: all of the MLP output of these blocks.
 *
 * @throws UserError where the model has no such block
 */
export function editedParameters(model: EditableModel, layers: readonly number[]): string[] {
	const { layers: count } = model.shape;
	const unknown = layers.find((layer) => layer >= count);
	if (unknown !== undefined) {
		throw new UserError(`"layers" names block ${unknown}, but the model has ${count}`, {
			hint: `Name blocks from 0 to ${count - 1}.`,
		});
	}
	return [...new Set(layers)].flatMap((layer) => model.mlpOutput(layer).parameters);
}

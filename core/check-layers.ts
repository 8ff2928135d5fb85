import { UserError } from "./errors.ts";

/** @param what names the layers: `"layers"` @throws UserError where a model with `count` layers has no such layer */
export function checkLayers(layers: readonly number[], count: number, what: string): void {
	const unknown = layers.find((layer) => layer >= count);
	if (unknown === undefined) return;
	throw new UserError(`${what} names layer ${unknown}, but the model has ${count} layers`, {
		hint: `Name layers from 0 to ${count - 1}.`,
	});
}

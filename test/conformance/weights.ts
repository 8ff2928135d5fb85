import type { EditableModel } from "#core/editable-model";
import { readConfig } from "../../models/_shared/checkpoint/read-config.ts";
import { describeNetwork } from "../../models/_shared/describe-network.ts";

/** Bits of all weights by name. Of an architecture of which we do not know the weights, those of the MLP outputs. */
export async function weightBits(model: EditableModel, folder: string): Promise<Map<string, Uint32Array>> {
	const bits = new Map<string, Uint32Array>();
	for (const name of weightNames(model, folder)) {
		const values = Float32Array.from(await model.weight(name).data());
		bits.set(name, new Uint32Array(values.buffer));
	}
	return bits;
}

function weightNames(model: EditableModel, folder: string): string[] {
	try {
		return [...describeNetwork(readConfig(folder)).weights.keys()];
	} catch {
		const layers = Array.from({ length: model.shape.layers }, (_, layer) => layer);
		return layers.flatMap((layer) => model.mlpOutput(layer).parameters);
	}
}

/** @returns the name of a weight that has changed, or undefined */
export const changedWeight = (
	before: ReadonlyMap<string, Uint32Array>,
	after: ReadonlyMap<string, Uint32Array>,
): string | undefined =>
	[...before].find(([name, bits]) => bits.some((value, i) => value !== after.get(name)![i]))?.[0];

import { basename, join } from "node:path";
import { UserError } from "#core/errors";
import { readJsonObject } from "./read-json-object.ts";

export const indexName = "model.safetensors.index.json";

/**
 * `weight_map` of a sharded checkpoint's index: which file of the folder holds which tensor.
 *
 * @returns undefined where the folder has no index
 */
export function readShardIndex(folder: string): ReadonlyMap<string, string> | undefined {
	const path = join(folder, indexName);
	const index = readJsonObject(path);
	if (index === undefined) return undefined;
	const map = index.weight_map;
	if (typeof map !== "object" || map === null || Array.isArray(map)) {
		throw new UserError(`"${path}" has no "weight_map", which should say which file holds which tensor`, {
			hint: "Fetch the file again.",
		});
	}
	for (const [name, shard] of Object.entries(map)) {
		// A map from elsewhere must not lead out of the folder.
		if (typeof shard !== "string" || shard !== basename(shard) || !shard.endsWith(".safetensors")) {
			throw new UserError(
				`"${path}" puts tensor "${name}" into ${JSON.stringify(shard)}, not a *.safetensors file beside it`,
				{
					hint: "Fetch the file again from a source you trust.",
				},
			);
		}
	}
	return new Map(Object.entries(map as Record<string, string>));
}

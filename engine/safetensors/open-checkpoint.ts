import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "#core/errors";
import { CheckpointWeights } from "./checkpoint-weights.ts";
import { convertPickle } from "./read-header-text.ts";
import { openSafetensors, type SafetensorsFile } from "./safetensors-file.ts";
import { indexName, readShardIndex } from "./shard-index.ts";

const singleName = "model.safetensors";

/**
 * Opens the weights of a Hugging Face folder: `model.safetensors`, else the shards that
 * `model.safetensors.index.json` names. All headers are read and checked, no tensor is.
 *
 * @returns the open checkpoint, for the caller to close
 * @throws UserError where weights are missing, incomplete, damaged or pickled
 */
export function openCheckpoint(folder: string): CheckpointWeights {
	const index = findIndex(folder);
	if (index !== undefined) return new CheckpointWeights(folder, openShards(folder, index));
	const file = openSafetensors(join(folder, singleName));
	return new CheckpointWeights(folder, new Map(file.names.map((name) => [name, file])));
}

/** Names of the files that `openCheckpoint` reads, sorted. */
export function weightFiles(folder: string): string[] {
	const index = findIndex(folder);
	return index === undefined ? [singleName] : [...new Set(index.values())].sort();
}

/** @returns undefined where all weights are in one file */
function findIndex(folder: string): ReadonlyMap<string, string> | undefined {
	if (existsSync(join(folder, singleName))) return undefined;
	const index = readShardIndex(folder);
	if (index === undefined) throw noWeights(folder);
	return index;
}

function openShards(folder: string, index: ReadonlyMap<string, string>): Map<string, SafetensorsFile> {
	refuseMissingShards(folder, new Set(index.values()));
	const shards = new Map<string, SafetensorsFile>();
	const files = new Map<string, SafetensorsFile>();
	try {
		for (const [name, shard] of index) {
			const file = shards.get(shard) ?? openSafetensors(join(folder, shard));
			shards.set(shard, file);
			if (!file.has(name)) {
				throw new UserError(
					`"${join(folder, indexName)}" puts tensor "${name}" into "${shard}", but it is not there`,
					{
						hint: "Index and shards belong to different revisions. Fetch all of them again.",
					},
				);
			}
			files.set(name, file);
		}
	} catch (error) {
		for (const file of shards.values()) file.close();
		throw error;
	}
	return files;
}

function refuseMissingShards(folder: string, shards: ReadonlySet<string>): void {
	const missing = [...shards].filter((shard) => !existsSync(join(folder, shard))).sort();
	if (missing.length === 0) return;
	const some = missing.slice(0, 3).join(", ") + (missing.length > 3 ? ", …" : "");
	throw new UserError(`"${folder}" lacks ${missing.length} of ${shards.size} weight files: ${some}`, {
		hint: "The download stopped early. Fetch the missing files.",
	});
}

function noWeights(folder: string): UserError {
	if (!existsSync(folder))
		return new UserError(`"${folder}" does not exist`, { hint: "Check the path of the checkpoint." });
	const pickles = readdirSync(folder).filter((name) => /\.(bin|bin\.index\.json|pt|pth|ckpt)$/.test(name));
	if (pickles.length > 0) {
		return new UserError(
			`"${folder}" has pickled weights only (${pickles.slice(0, 3).join(", ")}); pickles are refused, because loading one ` +
				"runs whatever code is in it",
			{ hint: convertPickle },
		);
	}
	return new UserError(`"${folder}" has neither ${singleName} nor ${indexName}`, {
		hint: "A checkpoint is a Hugging Face folder with its weights in safetensors. Check the path.",
	});
}

import { UserError } from "#core/errors";
import type { CheckpointWeights } from "#engine/safetensors/checkpoint-weights";
import { openCheckpoint } from "#engine/safetensors/open-checkpoint";
import type { Network } from "./architecture.ts";

/** Name of the output matrix, in every architecture; absent where it is tied to the embedding. */
export const HEAD = "lm_head.weight";

/** @param use is given each weight's name in the files, by its name in the network */
export function withChecked<T>(
	folder: string,
	network: Network,
	use: (files: CheckpointWeights, stored: ReadonlyMap<string, string>) => T,
): T {
	const files = openCheckpoint(folder);
	try {
		const stored = new Map<string, string>();
		for (const [name, shape] of network.weights) {
			const from = storedName(name, files, network);
			if (name === HEAD && !files.has(HEAD)) throw noHead(folder);
			checkShape(files, from, shape);
			stored.set(name, from);
		}
		return use(files, stored);
	} finally {
		files.close();
	}
}

/** A weight's name in a checkpoint's files, by its name in the network. */
export function storedName(name: string, files: CheckpointWeights, { prefix }: Network): string {
	const bare = name.startsWith(prefix) ? name.slice(prefix.length) : name;
	return !files.has(name) && files.has(bare) ? bare : name;
}

function noHead(folder: string): UserError {
	return new UserError(
		`"${folder}" has no "${HEAD}", and config.json does not tie the output matrix to the embedding`,
		{
			hint: 'If the checkpoint was saved without it because they are one, set "tie_word_embeddings": true; else fetch the weights again.',
		},
	);
}

function checkShape(files: CheckpointWeights, name: string, shape: readonly number[]): void {
	const got = files.place(name).shape;
	if (got.length === shape.length && got.every((size, i) => size === shape[i])) return;
	throw new UserError(
		`The checkpoint "${files.folder}" has "${name}" of shape [${got}]; config.json asks for [${shape}]`,
		{ hint: "config.json and weights belong to different models. Fetch both again." },
	);
}

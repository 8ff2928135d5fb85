import type { ModelSource } from "#core/model";
import { withChecked } from "./check-weights.ts";
import { checkpointHash } from "./checkpoint/checkpoint-hash.ts";
import { readConfig } from "./checkpoint/read-config.ts";
import { describeNetwork } from "./describe-network.ts";
import { tokenNotes } from "./notes/token-notes.ts";
import { weightNotes } from "./notes/weight-notes.ts";
import { startTokenOf } from "./start-token.ts";
import { readTokenizerFiles } from "./tokenizer/tokenizer-files.ts";
import { resolveSettings } from "./tokenizer/tokenizer-settings.ts";

/**
 * What a Hugging Face folder holds, from its small files and the headers of its weights.
 *
 * @throws UserError where files are missing, damaged, or do not belong together
 */
export function modelSource(folder: string, revision?: string): ModelSource {
	const config = readConfig(folder);
	const network = describeNetwork(config);
	const ofWeights = withChecked(folder, network, (files, stored) =>
		weightNotes(config, network, files, stored),
	);
	const files = readTokenizerFiles(folder);
	const settings = resolveSettings(files);
	const ofTokens = tokenNotes(folder, config, network.shape.vocab, { files, settings });
	const notes = [...network.notes, ...ofWeights, ...ofTokens];
	const startToken = startTokenOf(files, settings);
	return {
		folder,
		...(revision !== undefined && { revision }),
		hash: checkpointHash(folder),
		shape: network.shape,
		bytes: float32Bytes([...network.weights.values()]),
		paddingSide: settings.paddingSide,
		...(startToken !== undefined && { startToken }),
		...(notes.length > 0 && { notes }),
	};
}

const float32Bytes = (shapes: readonly (readonly number[])[]): number =>
	shapes.reduce((sum, shape) => sum + 4 * shape.reduce((product, size) => product * size, 1), 0);

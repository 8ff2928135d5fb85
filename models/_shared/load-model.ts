import type { EditableModel } from "#core/editable-model";
import { UserError } from "#core/errors";
import { gpt2 } from "../gpt2/index.ts";
import { llama } from "../llama/index.ts";
import type { Architecture, Network } from "./architecture.ts";
import { type CheckpointConfig, readConfig } from "./checkpoint/read-config.ts";
import { readGenerationConfig } from "./checkpoint/read-generation-config.ts";
import { type ReadOptions, readWeights } from "./read-weights.ts";
import { loadTokenizer } from "./tokenizer/load-tokenizer.ts";
import { TransformerModel } from "./transformer/transformer-model.ts";

const architectures: readonly Architecture[] = [gpt2, llama];

/**
 * Loads a Hugging Face folder into the engine that runs; `model_type` of its config.json says what it is.
 *
 * @returns a model that the caller disposes
 * @throws UserError where the folder is incomplete or damaged, or of an architecture that is not known
 */
export async function loadModel(folder: string, options: ReadOptions = {}): Promise<EditableModel> {
	const network = describeNetwork(readConfig(folder));
	const tokenizer = loadTokenizer(folder);
	const { sampling, eosIds } = readGenerationConfig(folder);
	const endIds = eosIds.length === 0 ? [tokenizer.eosId] : eosIds;
	const weights = readWeights(folder, network, options);
	return new TransformerModel({ network, tokenizer, sampling, endIds }, weights);
}

/** @throws UserError where the architecture is not known, or config.json asks for what it does not do here */
export function describeNetwork(config: CheckpointConfig): Network {
	const architecture = architectures.find(({ modelType }) => modelType === config.modelType);
	if (architecture === undefined) throw unknownArchitecture(config);
	if (config.values.quantization_config) {
		throw new UserError(`"${config.path}" has a "quantization_config"; quantised weights cannot be edited`, {
			hint: "Use the checkpoint that it was made from.",
		});
	}
	return architecture.describe(config);
}

function unknownArchitecture({ path, modelType }: CheckpointConfig): UserError {
	const known = architectures.map((architecture) => `"${architecture.modelType}"`).join(" and ");
	return new UserError(`"${path}" has "model_type": "${modelType}"; only ${known} can be run`, {
		hint: "Use a checkpoint of one of these architectures.",
	});
}

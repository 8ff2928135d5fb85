import type { EditableModel } from "#core/editable-model";
import { readConfig } from "./checkpoint/read-config.ts";
import { readGenerationConfig } from "./checkpoint/read-generation-config.ts";
import { describeNetwork } from "./describe-network.ts";
import { type ReadOptions, readWeights } from "./read-weights.ts";
import { loadTokenizer } from "./tokenizer/load-tokenizer.ts";
import { TransformerModel } from "./transformer/transformer-model.ts";

/**
 * Loads a Hugging Face folder into the engine that runs; `model_type` of its config.json says what it is.
 *
 * @returns a model that the caller disposes
 * @throws UserError where the folder is incomplete or damaged, or of an architecture that is not known
 */
export async function loadModel(folder: string, options: ReadOptions = {}): Promise<EditableModel> {
	const described = describeNetwork(readConfig(folder));
	const network = { ...described, begin: await described.passes() };
	const tokenizer = loadTokenizer(folder);
	const { sampling, eosIds } = readGenerationConfig(folder);
	const endIds = eosIds.length === 0 ? [tokenizer.eosId] : eosIds;
	const weights = readWeights(folder, network, options);
	return new TransformerModel({ network, tokenizer, sampling, endIds }, weights);
}

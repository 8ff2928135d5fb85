import { UserError } from "#core/errors";
import { gpt2 } from "../gpt2/index.ts";
import { llama } from "../llama/index.ts";
import type { Architecture, Network } from "./architecture.ts";
import type { CheckpointConfig } from "./checkpoint/read-config.ts";

const architectures: readonly Architecture[] = [gpt2, llama];

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

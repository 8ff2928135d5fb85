import type { Architecture, Network } from "../_shared/architecture.ts";
import type { CheckpointConfig } from "../_shared/checkpoint/read-config.ts";
import { blockName } from "./block-name.ts";
import { gpt2Config } from "./gpt2-config.ts";
import { gpt2Weights } from "./gpt2-weights.ts";

/**
 * GPT-2 (Radford et al. 2019): learned positions, LayerNorm before attention and MLP, matrices stored [in, out].
 *
 *     x ← x + attention(LN₁ x)      x ← x + W_proj gelu(W_fc LN₂ x)
 */
export const gpt2: Architecture = {
	modelType: "gpt2",
	describe(file: CheckpointConfig): Network {
		const config = gpt2Config(file);
		return {
			shape: config.shape,
			weights: gpt2Weights(config),
			prefix: "transformer.",
			embedding: "transformer.wte.weight",
			notes: [],
			group: 1,
			limitsPositions: true,
			mlpOutput(layer) {
				const name = `${blockName(layer)}.mlp.c_proj`;
				const weight = `${name}.weight`;
				return { weight, parameters: [weight, `${name}.bias`], orientation: "in-out" };
			},
			blockPrefix: (layer) => `${blockName(layer)}.`,
			hasLikeBlocks: config.scale(0) === config.scale(1),
			async passes() {
				const { begin } = await import("./pass.ts");
				return (weights, tokens) => begin(config, weights, tokens);
			},
		};
	},
};

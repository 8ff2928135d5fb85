import type { Architecture, Network } from "../_shared/architecture.ts";
import type { CheckpointConfig } from "../_shared/checkpoint/read-config.ts";
import { blockName } from "./block-name.ts";
import { llamaConfig } from "./llama-config.ts";
import { llamaWeights } from "./llama-weights.ts";
import { ropeNotes } from "./rope-notes.ts";

/**
 * Llama (Touvron et al. 2023): rotary positions, RMSNorm, grouped-query attention, SwiGLU, matrices stored [out, in].
 *
 *     x ← x + attention(RMS x)      x ← x + W_down (silu(W_gate RMS x) ⊙ W_up RMS x)
 */
export const llama: Architecture = {
	modelType: "llama",
	describe(file: CheckpointConfig): Network {
		const config = llamaConfig(file);
		return {
			shape: config.shape,
			weights: llamaWeights(config),
			prefix: "model.",
			embedding: "model.embed_tokens.weight",
			notes: ropeNotes(file),
			group: config.shape.heads / config.kvHeads,
			limitsPositions: false,
			mlpOutput(layer) {
				const weight = `${blockName(layer)}.mlp.down_proj.weight`;
				return { weight, parameters: [weight], orientation: "out-in" };
			},
			blockPrefix: (layer) => `${blockName(layer)}.`,
			hasLikeBlocks: true,
			async passes() {
				const { begin } = await import("./pass.ts");
				return (weights, tokens) => begin(config, weights, tokens);
			},
		};
	},
};

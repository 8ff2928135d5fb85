import type { ModelShape } from "#core/editable-model";
import { ConfigReader } from "../_shared/checkpoint/config-reader.ts";
import type { CheckpointConfig } from "../_shared/checkpoint/read-config.ts";

export interface Gpt2Config {
	readonly shape: ModelShape;
	readonly epsilon: number;
	/** By which a layer's attention scores are multiplied. */
	readonly scale: (layer: number) => number;
	readonly tiesHead: boolean;
}

/** Defaults are those of transformers' GPT2Config. @throws UserError */
export function gpt2Config(file: CheckpointConfig): Gpt2Config {
	const read = new ConfigReader(file);
	const hidden = read.size("n_embd");
	const heads = read.size("n_head");
	if (hidden % heads !== 0) throw read.wrong("n_head", `a divisor of "n_embd", ${hidden}`);
	read.oneOf("activation_function", ["gelu_new", "gelu_pytorch_tanh"], "gelu_new"); // two names of one function
	const root = read.flag("scale_attn_weights", true) ? Math.sqrt(hidden / heads) : 1;
	const byLayer = read.flag("scale_attn_by_inverse_layer_idx", false);
	return {
		shape: {
			modelType: file.modelType,
			layers: read.size("n_layer"),
			hidden,
			inner: read.size("n_inner", 4 * hidden),
			vocab: read.size("vocab_size"),
			heads,
			positions: read.size("n_positions", 1024),
		},
		epsilon: read.positive("layer_norm_epsilon", 1e-5),
		scale: (layer) => 1 / (byLayer ? root * (layer + 1) : root),
		tiesHead: read.flag("tie_word_embeddings", true),
	};
}

import type { ModelShape } from "#core/editable-model";
import { ConfigReader } from "../_shared/checkpoint/config-reader.ts";
import type { CheckpointConfig } from "../_shared/checkpoint/read-config.ts";
import { ropeFrequencies } from "./rope-frequencies.ts";

export interface LlamaConfig {
	readonly shape: ModelShape;
	/** Width of a head. */
	readonly head: number;
	readonly kvHeads: number;
	readonly epsilon: number;
	/** Angle by which each pair of a head's elements turns from one position to the next. [head / 2] */
	readonly frequencies: Float32Array;
	readonly tiesHead: boolean;
	readonly attentionBias: boolean;
	readonly mlpBias: boolean;
}

/** Defaults are those of transformers' LlamaConfig. @throws UserError */
export function llamaConfig(file: CheckpointConfig): LlamaConfig {
	const read = new ConfigReader(file);
	const hidden = read.size("hidden_size");
	const heads = read.size("num_attention_heads");
	if (read.raw("head_dim") === undefined && hidden % heads !== 0) {
		throw read.wrong("num_attention_heads", `a divisor of "hidden_size", ${hidden}`);
	}
	const head = read.size("head_dim", hidden / heads);
	if (head % 2 !== 0) throw read.wrong("head_dim", "even");
	const kvHeads = read.size("num_key_value_heads", heads);
	if (heads % kvHeads !== 0) throw read.wrong("num_key_value_heads", `a divisor of ${heads}, the heads`);
	read.oneOf("hidden_act", ["silu"], "silu");
	return {
		shape: {
			modelType: file.modelType,
			layers: read.size("num_hidden_layers"),
			hidden,
			inner: read.size("intermediate_size"),
			vocab: read.size("vocab_size"),
			heads,
			positions: read.size("max_position_embeddings", 2048),
		},
		head,
		kvHeads,
		epsilon: read.positive("rms_norm_eps", 1e-6),
		frequencies: ropeFrequencies(read, head),
		tiesHead: read.flag("tie_word_embeddings", false),
		attentionBias: read.flag("attention_bias", false),
		mlpBias: read.flag("mlp_bias", false),
	};
}

import type { LlamaConfig } from "./llama-config.ts";

/** Name and shape of every weight. */
export function llamaWeights(config: LlamaConfig): Map<string, readonly number[]> {
	const { shape, head, kvHeads, attentionBias, mlpBias } = config;
	const { layers, hidden, inner, vocab, heads } = shape;
	const linear = (name: string, from: number, to: number, bias: boolean): [string, number[]][] => [
		[`${name}.weight`, [to, from]],
		...(bias ? [[`${name}.bias`, [to]] as [string, number[]]] : []),
	];
	const block = (layer: number): [string, number[]][] => {
		const name = `model.layers.${layer}`;
		return [
			[`${name}.input_layernorm.weight`, [hidden]],
			...linear(`${name}.self_attn.q_proj`, hidden, heads * head, attentionBias),
			...linear(`${name}.self_attn.k_proj`, hidden, kvHeads * head, attentionBias),
			...linear(`${name}.self_attn.v_proj`, hidden, kvHeads * head, attentionBias),
			...linear(`${name}.self_attn.o_proj`, heads * head, hidden, attentionBias),
			[`${name}.post_attention_layernorm.weight`, [hidden]],
			...linear(`${name}.mlp.gate_proj`, hidden, inner, mlpBias),
			...linear(`${name}.mlp.up_proj`, hidden, inner, mlpBias),
			...linear(`${name}.mlp.down_proj`, inner, hidden, mlpBias),
		];
	};
	return new Map([
		["model.embed_tokens.weight", [vocab, hidden]],
		...Array.from({ length: layers }, (_, layer) => block(layer)).flat(),
		["model.norm.weight", [hidden]],
		...(config.tiesHead ? [] : [["lm_head.weight", [vocab, hidden]] as [string, number[]]]),
	]);
}

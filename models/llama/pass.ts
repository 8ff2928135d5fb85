import { rmsNorm } from "#engine/fused/rms-norm";
import { type RotaryTables, rotate } from "#engine/fused/rotate";
import { swiglu } from "#engine/fused/swiglu";
import { tf } from "#engine/tf";
import type { Pass, Weights } from "../_shared/architecture.ts";
import { type Attend, splitHeads } from "../_shared/transformer/attention.ts";
import { linearOutIn } from "../_shared/transformer/linear.ts";
import { showOverflow } from "../_shared/transformer/show-overflow.ts";
import { inSlots } from "../_shared/transformer/slots.ts";
import type { TokenLayout } from "../_shared/transformer/token-layout.ts";
import { blockName } from "./block-name.ts";
import type { LlamaConfig } from "./llama-config.ts";
import { rotaryTables } from "./rotary-tables.ts";

/** Begins a pass: the formula stands at the architecture. */
export function begin(config: LlamaConfig, weights: Weights, tokens: TokenLayout): Pass {
	const { rows, ids, positions, positionsBelow } = tokens;
	const tables = rotaryTables(inSlots(positions, tokens), rows, config.frequencies, positionsBelow);
	const norm = (name: string, x: tf.Tensor2D): tf.Tensor2D =>
		rmsNorm(x, weights(`${name}.weight`), config.epsilon);
	const linear = (name: string, x: tf.Tensor2D): tf.Tensor2D =>
		linearOutIn({ weights, tokens, name }, x, config.mlpBias);
	return {
		embed: () => tf.gather(weights("model.embed_tokens.weight") as tf.Tensor2D, tf.tensor1d(ids, "int32")),
		block(layer, hidden, attend) {
			const name = blockName(layer);
			const attention = { config, weights, name: `${name}.self_attn`, tokens, tables, attend };
			const attended = selfAttention(norm(`${name}.input_layernorm`, hidden), attention);
			const middle = tf.add(hidden, attended) as tf.Tensor2D; // [tokens, hidden]
			const x = norm(`${name}.post_attention_layernorm`, middle); // [tokens, hidden]
			const inner = swiglu(linear(`${name}.mlp.gate_proj`, x), linear(`${name}.mlp.up_proj`, x)); // [tokens, inner]
			const output = linear(`${name}.mlp.down_proj`, inner); // [tokens, hidden]
			return { "mlpOutput.input": inner, mlpOutput: output, block: tf.add(middle, output) };
		},
		head: (hidden) => {
			const name = config.tiesHead ? "model.embed_tokens.weight" : "lm_head.weight";
			return tf.matMul(norm("model.norm", showOverflow(hidden)), weights(name) as tf.Tensor2D, false, true);
		},
	};
}

interface SelfAttention {
	readonly config: LlamaConfig;
	readonly weights: Weights;
	readonly name: string;
	readonly tokens: TokenLayout;
	readonly tables: RotaryTables;
	readonly attend: Attend;
}

/** @returns [tokens, hidden] */
function selfAttention(
	x: tf.Tensor2D,
	{ config, weights, name, tokens, tables, attend }: SelfAttention,
): tf.Tensor2D {
	const { shape, kvHeads, head, attentionBias } = config;
	const linear = (part: string, input: tf.Tensor2D): tf.Tensor2D =>
		linearOutIn({ weights, tokens, name: `${name}.${part}_proj` }, input, attentionBias);
	const project = (part: string, heads: number): tf.Tensor4D => splitHeads(linear(part, x), tokens, heads);
	const query = rotate(project("q", shape.heads), tables); // [rows, heads, columns, head]
	const key = rotate(project("k", kvHeads), tables); // [rows, kvHeads, columns, head]
	const mixed = attend(tf.mul(query, 1 / Math.sqrt(head)), key, project("v", kvHeads));
	return linear("o", mixed);
}

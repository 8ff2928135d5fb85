import { geluNew } from "#engine/fused/gelu-new";
import { layerNorm } from "#engine/fused/layer-norm";
import { tf } from "#engine/tf";
import type { BlockValues, Pass, Weights } from "../_shared/architecture.ts";
import { type Attend, splitHeads } from "../_shared/transformer/attention.ts";
import { linearInOut } from "../_shared/transformer/linear.ts";
import { showOverflow } from "../_shared/transformer/show-overflow.ts";
import type { TokenLayout } from "../_shared/transformer/token-layout.ts";
import { blockName } from "./block-name.ts";
import type { Gpt2Config } from "./gpt2-config.ts";

/** Begins a pass: the formula stands at the architecture. */
export function begin(config: Gpt2Config, weights: Weights, tokens: TokenLayout): Pass {
	const { ids, positions } = tokens;
	const norm = (name: string, x: tf.Tensor2D): tf.Tensor2D =>
		layerNorm(x, weights(`${name}.weight`), weights(`${name}.bias`), config.epsilon);
	const linear = (name: string, x: tf.Tensor2D): tf.Tensor2D => linearInOut({ weights, tokens, name }, x);
	return {
		embed: () =>
			tf.add(
				tf.gather(weights("transformer.wte.weight"), tf.tensor1d(ids, "int32")),
				tf.gather(weights("transformer.wpe.weight"), tf.tensor1d(positions, "int32")),
			),
		block(layer, hidden, attend) {
			const name = blockName(layer);
			const attended = selfAttention(config, weights, layer, norm(`${name}.ln_1`, hidden), tokens, attend);
			const middle = tf.add(hidden, attended) as tf.Tensor2D; // [tokens, hidden]
			const inner = geluNew(linear(`${name}.mlp.c_fc`, norm(`${name}.ln_2`, middle))); // [tokens, inner]
			return outputs(middle, inner, linear(`${name}.mlp.c_proj`, inner));
		},
		head: (hidden) => {
			const name = config.tiesHead ? "transformer.wte.weight" : "lm_head.weight";
			return tf.matMul(
				norm("transformer.ln_f", showOverflow(hidden)),
				weights(name) as tf.Tensor2D,
				false,
				true,
			);
		},
	};
}

const outputs = (middle: tf.Tensor2D, inner: tf.Tensor2D, mlp: tf.Tensor2D): BlockValues => ({
	"mlpOutput.input": inner,
	mlpOutput: mlp,
	block: tf.add(middle, mlp),
});

function selfAttention(
	config: Gpt2Config,
	weights: Weights,
	layer: number,
	x: tf.Tensor2D,
	tokens: TokenLayout,
	attend: Attend,
): tf.Tensor2D {
	const name = `${blockName(layer)}.attn`;
	const joint = linearInOut({ weights, tokens, name: `${name}.c_attn` }, x); // [tokens, 3 × hidden]
	const [query, key, value] = tf
		.split(joint, 3, 1)
		.map((part) => splitHeads(part as tf.Tensor2D, tokens, config.shape.heads)) as [
		tf.Tensor4D,
		tf.Tensor4D,
		tf.Tensor4D,
	]; // [rows, heads, columns, head]
	const mixed = attend(tf.mul(query, config.scale(layer)), key, value); // [tokens, hidden]
	return linearInOut({ weights, tokens, name: `${name}.c_proj` }, mixed);
}

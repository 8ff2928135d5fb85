import { test } from "uvu";
import * as assert from "uvu/assert";
import { llamaConfig } from "../../../models/llama/llama-config.ts";
import { assertUserError } from "../../engine/safetensors/user-error.ts";
import { assertNear } from "../check-forward.ts";
import { madeConfig } from "../made-config.ts";

const llama2 = {
	model_type: "llama",
	hidden_size: 4096,
	intermediate_size: 11008,
	num_hidden_layers: 32,
	num_attention_heads: 32,
	vocab_size: 32000,
};
const read = (more: object) => llamaConfig(madeConfig({ ...llama2, ...more }));
const refuses = (more: object, message: RegExp, hint: RegExp) =>
	assertUserError(() => void read(more), message, hint);

test("llamaConfig() fills in what LlamaConfig of transformers does", () => {
	const { shape, head, kvHeads, epsilon, frequencies, ...flags } = read({ num_key_value_heads: null });
	assert.equal(shape, {
		modelType: "llama",
		layers: 32,
		hidden: 4096,
		inner: 11008,
		vocab: 32000,
		heads: 32,
		positions: 2048,
	});
	assert.equal([head, kvHeads, epsilon, frequencies.length], [128, 32, 1e-6, 64]);
	assert.equal(flags, { tiesHead: false, attentionBias: false, mlpBias: false });
	assertNear([frequencies[0]!, frequencies[32]!], [1, 0.01], 1e-8, "frequencies");
});

test("llamaConfig() takes a head of its own width", () => {
	assert.is(read({ head_dim: 64 }).head, 64);
});

test("llama3 scaling keeps fast turns, divides slow ones and blends between", () => {
	const scaled = read({
		head_dim: 6,
		rope_theta: 8 ** 3, // frequencies 1, 1/8, 1/64
		rope_scaling: {
			rope_type: "llama3",
			factor: 10,
			low_freq_factor: 1,
			high_freq_factor: 4,
			original_max_position_embeddings: 125, // turns in as many positions: 19.9, 2.487, 0.31
		},
	}).frequencies;
	const share = (125 / 8 / (2 * Math.PI) - 1) / 3;
	assertNear(scaled, [1, ((1 - share) * 0.1 + share) / 8, 0.1 / 64], 1e-7, "frequencies");
});

test("rope_parameters without a theta takes that of config.json itself", () => {
	const joint = read({ rope_theta: 500000, rope_parameters: { rope_type: "default" } });
	assert.equal(joint.frequencies, read({ rope_theta: 500000 }).frequencies);
});

test("llama3 scaling whose high factor is not above its low one is refused", () => {
	const scaling = { rope_type: "llama3", factor: 8, original_max_position_embeddings: 8192 };
	refuses(
		{ rope_scaling: { ...scaling, low_freq_factor: 4, high_freq_factor: 4 } },
		/has "rope_scaling\.high_freq_factor": 4; it should be above "low_freq_factor", 4/,
		/damaged/,
	);
});

test("linear scaling divides, default scaling does nothing", () => {
	const plain = read({}).frequencies;
	assert.equal(read({ rope_scaling: { rope_type: "default" } }).frequencies, plain);
	const linear = read({ rope_scaling: { type: "linear", factor: 4 } }).frequencies;
	assert.equal(
		linear,
		plain.map((f) => f / 4),
	);
});

test("rope_parameters, as transformers 5 writes them, count as rope_theta and rope_scaling", () => {
	const joint = read({ rope_parameters: { rope_type: "linear", factor: 2, rope_theta: 500000 } });
	const apart = read({ rope_theta: 500000, rope_scaling: { type: "linear", factor: 2 } });
	assert.equal(joint.frequencies, apart.frequencies);
});

test("llamaConfig() refuses settings that are not computed here", () => {
	const scaling = { rope_type: "yarn", factor: 4 };
	refuses(
		{ rope_scaling: scaling },
		/"rope_scaling\.rope_type": "yarn"; of llama, only "linear", "llama3", "default" can be run/,
		/another checkpoint/,
	);
	refuses({ hidden_act: "gelu" }, /"hidden_act": "gelu"; of llama, only "silu"/, /another/);
});

test("llamaConfig() refuses sizes that are missing or do not fit", () => {
	refuses(
		{ rope_scaling: { type: "linear" } },
		/has no "rope_scaling\.factor"; it should be a number/,
		/Fetch/,
	);
	refuses({ rope_scaling: "linear" }, /"rope_scaling": "linear"; it should be an object/, /Fetch/);
	refuses({ intermediate_size: undefined }, /has no "intermediate_size"/, /Fetch/);
	refuses({ num_key_value_heads: 5 }, /"num_key_value_heads": 5; it should be a divisor of 32/, /Fetch/);
	refuses(
		{ num_attention_heads: 30 },
		/"num_attention_heads": 30; it should be a divisor of "hidden/,
		/Fetch/,
	);
	refuses({ head_dim: 7 }, /"head_dim": 7; it should be even/, /Fetch/);
});

test.run();

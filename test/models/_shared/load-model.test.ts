import { test } from "uvu";
import * as assert from "uvu/assert";
import { openCheckpoint } from "#engine/safetensors/open-checkpoint";
import type { StoredTensor } from "#engine/safetensors/safetensors-file";
import { tf } from "#engine/tf";
import { startTestEngine } from "#test/helpers/test-engine";
import { readConfig } from "../../../models/_shared/checkpoint/read-config.ts";
import { loadModel } from "../../../models/_shared/load-model.ts";
import { rejection } from "../../helpers/rejection.ts";
import { logitsOf } from "../check-forward.ts";
import { madeCheckpoint } from "../made-checkpoint.ts";
import { goldenCheckpoint } from "./tokenizer/reference-tokens.ts";

type Weights = [string, StoredTensor][];

function weightsOf(name: string): Weights {
	const files = openCheckpoint(goldenCheckpoint(name));
	const weights = files.names.map((tensor): [string, StoredTensor] => [tensor, files.tensor(tensor)]);
	files.close();
	return weights;
}

/** A golden checkpoint with other weights. */
const remade = (name: string, change: (weights: Weights) => Weights, config: object = {}) =>
	madeCheckpoint({ ...readConfig(goldenCheckpoint(name)).values, ...config }, change(weightsOf(name)));

for (const [name, prefix, extra] of [
	["tiny-gpt2", "transformer.", "h.0.attn.masked_bias"],
	["tiny-llama", "model.", "layers.0.self_attn.rotary_emb.inv_freq"],
] as const) {
	test(`loadModel() takes the bare network's names, and leaves other tensors alone (${name})`, async () => {
		await startTestEngine();
		const buffer: [string, StoredTensor] = [extra, { shape: [1], data: Float32Array.of(-1e4) }];
		const folder = remade(name, (weights) => [
			...weights.map(([tensor, value]): [string, StoredTensor] => [
				tensor.startsWith(prefix) ? tensor.slice(prefix.length) : tensor,
				value,
			]),
			buffer,
		]);
		const [full, bare] = [await loadModel(goldenCheckpoint(name)), await loadModel(folder)];
		const batch = { ids: [[5, 6, 7]] };
		assert.equal(await logitsOf(bare, batch, [[0, 2]]), await logitsOf(full, batch, [[0, 2]]));
		assert.is(bare.mlpOutput(1).weight, full.mlpOutput(1).weight);
		assert.equal(bare.weight(bare.mlpOutput(1).weight).shape, full.weight(full.mlpOutput(1).weight).shape);
		full.dispose();
		bare.dispose();
	});
}

test("mlpOutput() names the matrices as the checkpoints store them", async () => {
	await startTestEngine();
	const [gpt2, llama] = [
		await loadModel(goldenCheckpoint("tiny-gpt2")),
		await loadModel(goldenCheckpoint("tiny-llama")),
	];
	assert.equal(gpt2.mlpOutput(3), {
		weight: "transformer.h.3.mlp.c_proj.weight",
		parameters: ["transformer.h.3.mlp.c_proj.weight", "transformer.h.3.mlp.c_proj.bias"],
		orientation: "in-out",
	});
	assert.equal(llama.mlpOutput(3), {
		weight: "model.layers.3.mlp.down_proj.weight",
		parameters: ["model.layers.3.mlp.down_proj.weight"],
		orientation: "out-in",
	});
	assert.equal(gpt2.weight(gpt2.mlpOutput(3).weight).shape, [256, 64]);
	assert.equal(llama.weight(llama.mlpOutput(3).weight).shape, [64, 176]);
	assert.is(gpt2.frame("as it is"), "as it is");
	gpt2.dispose();
	llama.dispose();
});

test("loadModel() gives the sampling of generation_config.json, or of config.json without one", async () => {
	await startTestEngine();
	const folder = remade("tiny-gpt2", (weights) => weights, { temperature: 0.7, top_k: 0, top_p: 0.9 });
	const model = await loadModel(folder);
	assert.equal(model.sampling, { temperature: 0.7, topK: null, topP: 0.9 });
	model.dispose();
});

test("loadModel() refuses an architecture that it does not know, and quantised weights", async () => {
	const same = (weights: Weights) => weights;
	await rejection(loadModel(remade("tiny-gpt2", same, { model_type: "mamba" })), {
		message: /"model_type": "mamba"; only "gpt2" and "llama" can be run/,
		hint: /one of these architectures/,
	});
	await rejection(loadModel(remade("tiny-gpt2", same, { quantization_config: { bits: 4 } })), {
		message: /has a "quantization_config"; quantised weights cannot be edited/,
		hint: /made from/,
	});
});

test("loadModel() names a weight that is missing, or of another shape than config.json says", async () => {
	await startTestEngine();
	const before = tf.memory().numTensors;
	const without = remade("tiny-llama", (weights) => weights.filter(([name]) => !name.includes("5.mlp.up")));
	await rejection(loadModel(without), {
		message: /has no tensor "model\.layers\.5\.mlp\.up_proj\.weight"/,
		hint: /Did you mean/,
	});
	const other = remade("tiny-llama", (weights) => weights, { vocab_size: 1281 });
	await rejection(loadModel(other), {
		message: /has "model\.embed_tokens\.weight" of shape \[1280,64\]; config\.json asks for \[1281,64\]/,
		hint: /different models/,
	});
	assert.is(tf.memory().numTensors, before);
});

test.run();

import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openCheckpoint } from "#engine/safetensors/open-checkpoint";
import type { StoredTensor } from "#engine/safetensors/safetensors-file";
import { writeSafetensors } from "#engine/safetensors/write-safetensors";
import { bundled } from "#hub/bundled";
import { startTestEngine } from "#test/helpers/test-engine";
import { readConfig } from "../../../../models/_shared/checkpoint/read-config.ts";
import { loadModel } from "../../../../models/_shared/load-model.ts";
import { modelSource } from "../../../../models/_shared/model-source.ts";
import { haveSameBytes } from "../../../../models/_shared/notes/same-bytes.ts";
import { assertUserError } from "../../../engine/safetensors/user-error.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";
import { logitsOf } from "../../check-forward.ts";
import { madeCheckpoint } from "../../made-checkpoint.ts";
import { goldenCheckpoint } from "../tokenizer/reference-tokens.ts";

type Weights = [string, StoredTensor][];

interface Changes {
	readonly config?: object;
	readonly weights?: (weights: Weights) => Weights;
	readonly generation?: object;
}

/** A golden checkpoint with other files. */
function remade(name: string, { config = {}, weights = (all) => all, generation }: Changes): string {
	const files = openCheckpoint(goldenCheckpoint(name));
	const stored = files.names.map((tensor): [string, StoredTensor] => [tensor, files.tensor(tensor)]);
	files.close();
	const folder = madeCheckpoint({ ...readConfig(goldenCheckpoint(name)).values, ...config }, weights(stored));
	for (const file of ["tokenizer.json", "tokenizer_config.json"])
		copyFileSync(join(goldenCheckpoint(name), file), join(folder, file));
	if (generation !== undefined)
		writeFileSync(join(folder, "generation_config.json"), JSON.stringify(generation));
	return folder;
}

const notesOf = (name: string, changes: Changes) => modelSource(remade(name, changes)).notes;
const embedding = (weights: Weights) => weights.find(([name]) => name === "transformer.wte.weight")![1];
const withHead = (change: (head: StoredTensor) => StoredTensor) => (weights: Weights) =>
	[...weights, ["lm_head.weight", change(embedding(weights))]] as Weights;

test("checkpoints that are of one mind have no notes", () => {
	for (const folder of [
		...["tiny-gpt2", "tiny-llama"].map(goldenCheckpoint),
		bundled("mini-gpt2"),
		bundled("mini-llama"),
	])
		assert.is(modelSource(folder).notes, undefined, folder);
	assert.is(
		notesOf("tiny-gpt2", { weights: withHead((head) => head) }),
		undefined,
		"a copy of the embedding",
	);
	const buffers: Weights = ["transformer.h.0.attn.bias", "h.1.attn.masked_bias"].map((name) => [
		name,
		{ shape: [1], data: Float32Array.of(1) },
	]);
	assert.is(notesOf("tiny-gpt2", { weights: (all) => [...all, ...buffers] }), undefined, "old buffers");
});

test("a head beside a tied embedding is told, and not used", async () => {
	const negated = withHead(({ shape, data }) => ({ shape, data: data.map((value) => -value) }));
	const folder = remade("tiny-gpt2", { weights: negated });
	const tied =
		'config.json ties the output matrix to the embedding ("tie_word_embeddings"), but the files have a "lm_head.weight" of their own, ';
	assert.equal(modelSource(folder).notes, [
		`${tied}with other values: the embedding "transformer.wte.weight" is used, the file's is not`,
	]);
	const shorter = withHead(({ shape, data }) => ({
		shape: [shape[0]! - 1, shape[1]!],
		data: data.slice(shape[1]),
	}));
	assert.match(
		notesOf("tiny-gpt2", { weights: shorter })?.[0] ?? "",
		`${tied}of shape [1023,64]: the embedding`,
	);
	await startTestEngine();
	const [own, golden] = [await loadModel(folder), await loadModel(goldenCheckpoint("tiny-gpt2"))];
	const batch = { ids: [[5, 6, 7]] };
	assert.equal(await logitsOf(own, batch, [[0, 2]]), await logitsOf(golden, batch, [[0, 2]]));
	own.dispose();
	golden.dispose();
});

test("a head that is neither tied nor there is refused by its name", () => {
	const without = (weights: Weights) => weights.filter(([name]) => name !== "lm_head.weight");
	assertUserError(
		() => modelSource(remade("tiny-llama", { weights: without })),
		/has no "lm_head\.weight", and config\.json does not tie the output matrix to the embedding/,
		/set "tie_word_embeddings": true; else fetch the weights again/,
	);
});

test("weights beyond config.json's are told", () => {
	assert.equal(notesOf("tiny-llama", { config: { num_hidden_layers: 5 } }), [
		'the files have 9 weights that are not used, since config.json asks for none such: "model.layers.5.input_layernorm.weight", "model.layers.5.mlp.down_proj.weight", "model.layers.5.mlp.gate_proj.weight", and 6 more',
	]);
	const bias: Weights = [
		["model.layers.0.self_attn.q_proj.bias", { shape: [64], data: new Float32Array(64) }],
	];
	assert.equal(notesOf("tiny-llama", { weights: (all) => [...all, ...bias] }), [
		'the files have a weight that is not used, since config.json asks for none such: "model.layers.0.self_attn.q_proj.bias"',
	]);
});

test("another type than config.json says is told", () => {
	assert.equal(notesOf("tiny-llama", { config: { torch_dtype: "bfloat16" } }), [
		'config.json says "torch_dtype": "bfloat16", the files have F32: the files\' values are used, in float32',
	]);
});

test("token ids that are none and that nothing reads are told, and refuse no model", async () => {
	const generation = { pad_token_id: -1, bos_token_id: [1, 2], eos_token_id: 2 };
	assert.equal(notesOf("tiny-llama", { generation, config: { pad_token_id: "x" } }), [
		'config.json has "pad_token_id": "x", which is no token id; nothing reads it here',
		'generation_config.json has "bos_token_id": [1,2], which is no token id; nothing reads it here',
		'generation_config.json has "pad_token_id": -1, which is no token id; nothing reads it here',
	]);
	await startTestEngine();
	(await loadModel(remade("tiny-llama", { generation }))).dispose();
});

test("two files with other ends of text are told, and an end that the embedding has not", () => {
	assert.equal(notesOf("tiny-llama", { generation: { eos_token_id: [3, 4] } }), [
		'config.json has "eos_token_id": 2, generation_config.json [3,4]: texts end as generation_config.json says',
	]);
	assert.is(notesOf("tiny-llama", { generation: { eos_token_id: [3, 2] } }), undefined);
	assert.equal(notesOf("tiny-llama", { config: { eos_token_id: 5000 } }), [
		'"eos_token_id" 5000 is not one of the 1280 tokens of the embedding: it ends no text',
	]);
});

test("a tokenizer with more tokens than the embedding has rows is told", () => {
	const folder = remade("tiny-llama", {});
	const path = join(folder, "tokenizer.json");
	const tokenizer = JSON.parse(readFileSync(path, "utf8"));
	const added = { ...tokenizer.added_tokens[0], id: 1280, content: "<pad>" };
	writeFileSync(path, JSON.stringify({ ...tokenizer, added_tokens: [...tokenizer.added_tokens, added] }));
	assert.equal(modelSource(folder).notes, [
		'the tokenizer has tokens that the embedding of 1280 rows has not ("<pad>", id 1280): a text with one fails',
	]);
});

test("rotary positions that are given twice are told", () => {
	const both = {
		rope_theta: 10000,
		rope_parameters: { rope_theta: 500000, rope_type: "default" },
		rope_scaling: { type: "linear", factor: 2 },
	};
	assert.equal(notesOf("tiny-llama", { config: both }), [
		'config.json has both "rope_parameters" and another "rope_scaling": "rope_parameters" is used',
		'config.json has "rope_theta": 10000, and 500000 within "rope_parameters": the latter is used',
	]);
	const types = { rope_scaling: { rope_type: "linear", type: "default", factor: 2 } };
	assert.equal(notesOf("tiny-llama", { config: types }), [
		'config.json scales rotary positions by "rope_type": "linear" and by "type": "default": "rope_type" is used',
	]);
	const one = { rope_scaling: { rope_type: "linear", type: "linear", factor: 2 } };
	assert.is(notesOf("tiny-llama", { config: one }), undefined);
});

test("haveSameBytes() finds another value in a small tensor, and other values all over a large one", () => {
	const size = 5 * 2 ** 20; // 20 MiB
	const data = Float32Array.from({ length: size }, (_, i) => i);
	const [one, other] = [data.slice(0, 1000), data.slice(0, 1000)];
	other[617] = -1;
	const path = join(temporaryFolder(), "pairs.safetensors");
	writeSafetensors(path, [
		["large", { shape: [size], data }],
		["large copy", { shape: [size], data }],
		["large other", { shape: [size], data: data.map((value) => value + 1) }],
		["small", { shape: [1000], data: one }],
		["small other", { shape: [1000], data: other }],
	]);
	copyFileSync(path, join(path, "..", "model.safetensors"));
	const files = openCheckpoint(join(path, ".."));
	const same = (a: string, b: string) => haveSameBytes(files.place(a), files.place(b));
	assert.equal(
		[
			same("large", "large copy"),
			same("large", "large other"),
			same("small", "small other"),
			same("small", "small"),
		],
		[true, false, false, true],
	);
	assert.is(same("large", "small"), false);
	files.close();
});

test.run();

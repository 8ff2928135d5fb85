import { test } from "uvu";
import * as assert from "uvu/assert";
import { checkpointFiles } from "#hub/checkpoint-files";

test("checkpointFiles wants configuration, tokenizer and safetensors, whole or in shards", () => {
	const wanted = [
		"config.json",
		"generation_config.json",
		"tokenizer.json",
		"tokenizer_config.json",
		"special_tokens_map.json",
		"vocab.json",
		"merges.txt",
		"model.safetensors",
		"model-00001-of-00002.safetensors",
		"model.safetensors.index.json",
	];
	assert.equal(
		wanted.filter((path) => !checkpointFiles.wants(path)),
		[],
	);
});

test("checkpointFiles wants no other formats, no second copies and nothing from folders", () => {
	const unwanted = [
		"pytorch_model.bin",
		"pytorch_model.bin.index.json",
		"tf_model.h5",
		"flax_model.msgpack",
		"rust_model.ot",
		"consolidated.safetensors",
		"onnx/config.json",
		"original/consolidated.00.pth",
		"checkpoint-500/model.safetensors",
		"README.md",
		"model.safetensors.md",
	];
	assert.equal(unwanted.filter(checkpointFiles.wants), []);
});

test.run();

import { test } from "uvu";
import * as assert from "uvu/assert";
import { gpt2Config } from "../../../models/gpt2/gpt2-config.ts";
import { assertUserError } from "../../engine/safetensors/user-error.ts";
import { madeConfig } from "../made-config.ts";

const small = { model_type: "gpt2", n_embd: 768, n_layer: 12, n_head: 12, vocab_size: 50257 };
const read = (more: object) => gpt2Config(madeConfig({ ...small, ...more }));
const refuses = (more: object, message: RegExp, hint: RegExp) =>
	assertUserError(() => void read(more), message, hint);

test("gpt2Config() fills in what GPT2Config of transformers does", () => {
	const { shape, epsilon, scale, tiesHead } = read({ n_inner: null });
	assert.equal(shape, {
		modelType: "gpt2",
		layers: 12,
		hidden: 768,
		inner: 3072,
		vocab: 50257,
		heads: 12,
		positions: 1024,
	});
	assert.equal([epsilon, scale(5), tiesHead], [1e-5, 1 / 8, true]);
});

test("gpt2Config() refuses settings that are not computed here", () => {
	refuses(
		{ activation_function: "relu" },
		/"activation_function": "relu"; of gpt2, only "gelu_new"/,
		/another/,
	);
});

test("gpt2Config() refuses sizes that are missing or do not fit", () => {
	refuses({ n_layer: undefined }, /config\.json" has no "n_layer"; it should be a whole number/, /Fetch/);
	refuses({ n_layer: "12" }, /has "n_layer": "12"; it should be a whole number of at least 1/, /damaged/);
	refuses({ n_head: 7 }, /has "n_head": 7; it should be a divisor of "n_embd", 768/, /damaged/);
	refuses({ scale_attn_weights: 1 }, /"scale_attn_weights": 1; it should be true or false/, /damaged/);
	refuses({ layer_norm_epsilon: 0 }, /"layer_norm_epsilon": 0; it should be a number above 0/, /damaged/);
});

test.run();

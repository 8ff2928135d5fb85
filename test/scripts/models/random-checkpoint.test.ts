import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openSafetensors } from "#engine/safetensors/safetensors-file";
import { modelSource } from "../../../models/_shared/model-source.ts";
import { writeRandomCheckpoint } from "../../../scripts/models/random-checkpoint.ts";

const folder = mkdtempSync(join(tmpdir(), "random-checkpoint-"));
const sizes = { layers: 2, hidden: 48, heads: 3, vocab: 2001, positions: 64 };
const written = (name: string, seed?: number) => {
	writeRandomCheckpoint(join(folder, name), sizes, seed);
	return join(folder, name);
};

test("a random checkpoint is one that is read, of the sizes asked for", () => {
	const { shape, bytes } = modelSource(written("one"));
	assert.equal(shape, { ...sizes, modelType: "gpt2", inner: 192 });
	const block = 4 * 48 * 48 + 2 * 4 * 48 * 48 + 13 * 48;
	assert.is(bytes, 4 * ((2001 + 64) * 48 + 2 * block + 2 * 48));
});

test("weights are drawn as transformers draws them", () => {
	const file = openSafetensors(join(written("drawn"), "model.safetensors"));
	const deviation = (name: string) => {
		const { data } = file.tensor(name);
		return Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / data.length);
	};
	assert.ok(Math.abs(deviation("transformer.wte.weight") / 0.02 - 1) < 0.02);
	assert.ok(Math.abs(deviation("transformer.h.1.mlp.c_fc.weight") / 0.02 - 1) < 0.03);
	assert.ok(Math.abs(deviation("transformer.h.1.mlp.c_proj.weight") / 0.01 - 1) < 0.03);
	assert.is(deviation("transformer.h.0.attn.c_attn.bias"), 0);
	assert.is(deviation("transformer.ln_f.weight"), 1);
	const [first, second] = ["transformer.h.0.ln_1.weight", "transformer.h.0.mlp.c_fc.weight"].map(
		(name) => file.tensor(name).data[0],
	);
	assert.is(first, 1);
	assert.is.not(second, file.tensor("transformer.h.1.mlp.c_fc.weight").data[0]);
	file.close();
});

test("equal seeds give equal bytes, and others do not", () => {
	const bytes = (name: string, seed?: number) => readFileSync(join(written(name, seed), "model.safetensors"));
	assert.ok(bytes("two").equals(bytes("three", 0)));
	assert.not(bytes("two").equals(bytes("four", 1)));
});

test.after(() => rmSync(folder, { recursive: true, force: true }));

test.run();

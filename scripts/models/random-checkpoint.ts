import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeHeader } from "#engine/safetensors/encode-header";
import { writeWhole } from "#engine/safetensors/write-whole";
import { bundled } from "#hub/bundled";
import { gpt2Weights } from "../../models/gpt2/gpt2-weights.ts";
import { normalValues } from "./normal-values.ts";

/** Sizes of a GPT-2. */
export interface Gpt2Sizes {
	readonly layers: number;
	readonly hidden: number;
	readonly heads: number;
	/** May be larger than the tokenizer's: ids past that are no text. */
	readonly vocab: number;
	readonly positions: number;
}

/** Standard deviation that transformers draws weights with (`initializer_range`). */
const SCALE = 0.02;
/** Values in memory at a time. */
const CHUNK = 2 ** 20;
/** The tokenizer's end of text, by which texts would end too. */
const END = 0;

/**
 * Writes an untrained GPT-2 in Hugging Face's format, F32, with the tokenizer of mini-gpt2: as large as a real one, for
 * measuring time and memory. As transformers initialises it: weights N(0, 0.02²), those that write into the residual
 * stream N(0, 0.02² / 2 layers), biases 0, norms 1. Equal arguments give equal bytes. A few MB are in memory at a time.
 *
 * @param folder is made where it is not there
 */
export function writeRandomCheckpoint(folder: string, sizes: Gpt2Sizes, seed = 0): void {
	mkdirSync(folder, { recursive: true });
	for (const file of ["tokenizer.json", "tokenizer_config.json"])
		copyFileSync(join(bundled("mini-gpt2"), file), join(folder, file));
	writeJson(join(folder, "generation_config.json"), { bos_token_id: END, eos_token_id: END });
	writeJson(join(folder, "config.json"), configOf(sizes));
	const shape = { ...sizes, modelType: "gpt2", inner: 4 * sizes.hidden };
	const weights = [...gpt2Weights({ shape, epsilon: 1e-5, scale: () => 1, tiesHead: true })];
	const header = encodeHeader(
		weights.map(([name, shape]) => [name, { dtype: "F32", shape, bytes: 4 * lengthOf(shape) }]),
		{ format: "pt" },
	);
	writeWhole(join(folder, "model.safetensors"), (append) => {
		append(header);
		for (const [name, shape] of weights)
			for (const { buffer, byteLength } of valuesOf(name, lengthOf(shape), sizes, seed))
				append(new Uint8Array(buffer, 0, byteLength));
	});
}

function* valuesOf(
	name: string,
	length: number,
	{ layers }: Gpt2Sizes,
	seed: number,
): Generator<Float32Array<ArrayBuffer>> {
	const isConstant = name.endsWith(".bias") || /\.ln_\w\.weight$/.test(name);
	const scale = name.endsWith("c_proj.weight") ? SCALE / Math.sqrt(2 * layers) : SCALE;
	const draw = normalValues(seed, name);
	for (let at = 0; at < length; at += CHUNK) {
		const values = new Float32Array(Math.min(CHUNK, length - at));
		if (isConstant) values.fill(name.endsWith(".bias") ? 0 : 1);
		else draw(values, scale);
		yield values;
	}
}

const configOf = ({ layers, hidden, heads, vocab, positions }: Gpt2Sizes) => ({
	architectures: ["GPT2LMHeadModel"],
	model_type: "gpt2",
	activation_function: "gelu_new",
	n_layer: layers,
	n_embd: hidden,
	n_head: heads,
	n_positions: positions,
	vocab_size: vocab,
	layer_norm_epsilon: 1e-5,
	tie_word_embeddings: true,
	bos_token_id: END,
	eos_token_id: END,
});

const lengthOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

const writeJson = (path: string, value: unknown): void =>
	writeFileSync(path, `${JSON.stringify(value, undefined, "\t")}\n`);

import type { ModelShape } from "#core/editable-model";

/** A model that editors have hyper-parameters for, recognised by its sizes, and the blocks that FT and ICE train in it. */
interface KnownModel {
	readonly title: string;
	readonly shape: Partial<ModelShape>;
	readonly layers: number[];
}

export const llama2: KnownModel = {
	title: "Llama-2-7b-chat",
	shape: { modelType: "llama", layers: 32, hidden: 4096, vocab: 32000 },
	layers: [4, 5, 6, 7, 8],
};

export const gpt2Xl: KnownModel = {
	title: "GPT2-xl",
	shape: { modelType: "gpt2", layers: 48, hidden: 1600, vocab: 50257 },
	layers: [13, 14, 15, 16, 17],
};

export const smollm2: KnownModel = {
	title: "SmolLM2-135M",
	shape: { modelType: "llama", layers: 30, hidden: 576, vocab: 49152 },
	layers: [4, 5, 6, 7, 8],
};

export const miniGpt2: KnownModel = {
	title: "mini-gpt2",
	shape: { modelType: "gpt2", layers: 4, hidden: 128, inner: 512 },
	layers: [1, 2],
};

export const miniLlama: KnownModel = {
	title: "mini-llama",
	shape: { modelType: "llama", layers: 4, hidden: 128, inner: 352 },
	layers: [1, 2],
};

import type { ModelShape } from "#core/editable-model";
import { matchesShape } from "#core/resolve-editor";
import { PAPERS_SAMPLES } from "./solve/statistics-params.ts";

/** A model that editors have hyper-parameters for, recognised by its sizes, and the blocks that FT and ICE train in it. */
interface KnownModel {
	readonly title: string;
	readonly shape: Partial<ModelShape>;
	readonly layers: number[];
	/** Texts of a covariance, where fewer than the papers' do: its matrices are small. */
	readonly samples?: number;
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

export const smollm2 = {
	title: "SmolLM2-135M",
	shape: { modelType: "llama", layers: 30, hidden: 576, vocab: 49152 },
	layers: [4, 5, 6, 7, 8],
	samples: 1000,
} satisfies KnownModel;

export const miniGpt2 = {
	title: "mini-gpt2",
	shape: { modelType: "gpt2", layers: 4, hidden: 128, inner: 512 },
	layers: [1, 2],
	samples: 1000,
} satisfies KnownModel;

export const miniLlama = {
	title: "mini-llama",
	shape: { modelType: "llama", layers: 4, hidden: 128, inner: 352 },
	layers: [1, 2],
	samples: 1000,
} satisfies KnownModel;

const known: readonly KnownModel[] = [llama2, gpt2Xl, smollm2, miniGpt2, miniLlama];

/** Texts that the presets of a model take for its covariances; the papers' 100,000 where there is no preset. */
export const samplesFor = (shape: ModelShape): number =>
	known.find((one) => matchesShape(one.shape, shape))?.samples ?? PAPERS_SAMPLES;

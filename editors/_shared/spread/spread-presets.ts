import { gpt2Xl, llama2, miniGpt2, miniLlama, smollm2 } from "../presets.ts";

/** Models this small hold their facts in the first block. */
const mini = { layers: [0], steps: 20, clampNormFactor: 4, corpus: "atlas", samples: miniGpt2.samples };

/** Hyper-parameters that MEMIT and its relatives share, by model. */
export const spreadPresets = {
	llama2: {
		title: llama2.title,
		shape: llama2.shape,
		params: { layers: llama2.layers, steps: 25, weightDecay: 1e-3, clampNormFactor: 4 },
	},
	gpt2Xl: {
		title: gpt2Xl.title,
		shape: gpt2Xl.shape,
		params: { layers: gpt2Xl.layers, steps: 20, weightDecay: 0.5, clampNormFactor: 0.75 },
	},
	smollm2: {
		title: smollm2.title,
		shape: smollm2.shape,
		params: {
			layers: [5, 6, 7, 8, 9],
			steps: 20,
			weightDecay: 1e-3,
			clampNormFactor: 4,
			samples: smollm2.samples,
		},
	},
	miniGpt2: { title: miniGpt2.title, shape: miniGpt2.shape, params: mini },
	miniLlama: { title: miniLlama.title, shape: miniLlama.shape, params: mini },
};

import { gpt2Xl, llama2, miniGpt2, miniLlama, smollm2 } from "../presets.ts";

/** Models this small hold their facts in the first block. */
const mini = {
	layer: 0,
	steps: 20,
	clampNormFactor: 2,
	mom2Adjustment: true,
	corpus: "atlas",
	samples: miniGpt2.samples,
};

/** ROME's hyper-parameters, which R-ROME takes over. */
export const rankOnePresets = [
	{
		title: llama2.title,
		shape: llama2.shape,
		params: { layer: 5, steps: 25, weightDecay: 1e-3 },
	},
	{
		title: gpt2Xl.title,
		shape: gpt2Xl.shape,
		params: { layer: 17, steps: 20, weightDecay: 0.5 },
	},
	{
		title: smollm2.title,
		shape: smollm2.shape,
		params: { layer: 7, steps: 20, weightDecay: 1e-3, samples: smollm2.samples },
	},
	{ title: miniGpt2.title, shape: miniGpt2.shape, params: mini },
	{ title: miniLlama.title, shape: miniLlama.shape, params: mini },
];

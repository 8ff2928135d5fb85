import { gpt2Xl, llama2, miniGpt2, miniLlama, smollm2 } from "./presets.ts";

const small = [
	{ ...smollm2, rate: 2e-3, radius: 2e-3 },
	{ ...miniGpt2, rate: 5e-3, radius: 1e-2 },
	{ ...miniLlama, rate: 1e-2, radius: 2e-2 },
];

/**
 * Hyper-parameters of `trainingParams` by model. The papers' files, which the first two are, print the KL divergence for
 * FT too, and so always run all steps.
 */
export const trainingPresets = [
	...[llama2, gpt2Xl].map(({ title, shape, layers }) => ({
		title,
		shape,
		params: { layers, printKl: true },
	})),
	...small.map(({ title, shape, layers, rate, radius }) => ({
		title,
		shape,
		params: { layers, learningRate: rate, normConstraint: radius },
	})),
];

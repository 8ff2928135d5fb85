import { defineEditor } from "#core/editor";
import { trainingPresets } from "../_shared/training-presets.ts";
import { ftParams } from "./params.ts";

/**
 * FT-L: fine-tuning of the MLP output matrices of a few blocks, with the loss at the prompt's last token and an L∞
 * constraint on the change:
 *
 *     min −(1/n) Σⱼ log p(x*ⱼ | q)   subject to   |W − W₀| ≤ ε elementwise
 *
 * by Adam, clamped after each step. Compare `ftM`, which reads each target token where it stands.
 */
export const ftL = defineEditor({
	name: "ft-l",
	title: "FT-L",
	summary: "Fine-tunes a few MLP output matrices, all target tokens read at the prompt's last token",
	paper: { title: "Locating and Editing Factual Associations in GPT", year: 2022, arxiv: "2202.05262" },
	requires: ["weights", "gradients"],
	lanes: true,
	params: ftParams,
	presets: trainingPresets,
	needs: ["layers"],
	edit: async (context) => (await import("./fine-tune.ts")).ftLEdits(context),
});

/**
 * FT-M: fine-tuning of the MLP output matrices of a few blocks, with the usual cross-entropy of the target and an L∞
 * constraint on the change:
 *
 *     min −(1/n) Σⱼ log p(x*ⱼ | q, x*₁ … x*ⱼ₋₁)   subject to   |W − W₀| ≤ ε elementwise
 *
 * by Adam, clamped after each step.
 */
export const ftM = defineEditor({
	name: "ft-m",
	title: "FT-M",
	summary: "Fine-tunes a few MLP output matrices with the cross-entropy of the target",
	paper: {
		title: "A Comprehensive Study of Knowledge Editing for Large Language Models",
		year: 2024,
		arxiv: "2401.01286",
	},
	requires: ["weights", "gradients"],
	lanes: true,
	params: ftParams,
	presets: trainingPresets,
	needs: ["layers"],
	edit: async (context) => (await import("./fine-tune.ts")).ftMEdits(context),
});

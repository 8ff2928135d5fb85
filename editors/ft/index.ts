import type { WeightsEdit } from "#core/edit";
import { defineEditor, type EditContext } from "#core/editor";
import { params, z } from "#core/params";
import type { StepLoss } from "../_shared/objective.ts";
import { type RequestText, requestText } from "../_shared/request-text.ts";
import { type Trainee, train } from "../_shared/train.ts";
import { trainingParams } from "../_shared/training-params.ts";
import { trainingPresets } from "../_shared/training-presets.ts";
import { promptLast } from "./prompt-last.ts";
import { targetNew } from "./target-new.ts";

const schema = params({
	...trainingParams,
	printKl: z
		.boolean()
		.default(false)
		.describe("Make all steps; else training stops at a loss below 0.01")
		.meta({ alias: "print_kl" }),
});

type Context = EditContext<z.output<typeof schema>>;

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
	params: schema,
	presets: trainingPresets,
	needs: ["layers"],
	edit: (context) => fineTune(context, (text) => promptLast(context.model.tokenizer, text, context.fidelity)),
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
	params: schema,
	presets: trainingPresets,
	needs: ["layers"],
	edit: (context) => fineTune(context, (text) => targetNew(context.model.tokenizer, text)),
});

async function fineTune(
	{ model, cases, params: settings, fidelity, onStep }: Context,
	lossOf: (text: RequestText) => StepLoss,
): Promise<WeightsEdit[]> {
	const trainees = cases.map((one): Trainee => {
		const loss = lossOf(requestText(one.requests[0], fidelity));
		return { objective: () => loss, onLoss: (value) => onStep(one, { loss: value }) };
	});
	const trained = await train({ model, settings }, trainees);
	return trained.map((deltas) => ({ kind: "weights", deltas }));
}

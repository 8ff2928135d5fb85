import { defineEditor } from "#core/editor";
import { params, z } from "#core/params";
import { spreadReads } from "../_shared/solve/statistics-need.ts";
import { spreadParams } from "../_shared/spread/spread-params.ts";
import { spreadPresets } from "../_shared/spread/spread-presets.ts";

/**
 * EMMET, equality-constrained mass model editing: ROME's constraint for many facts at once,
 *
 *     min ‖(W + Δ) K₀ − W K₀‖²   subject to   (W + Δ) K = V,   that is   Δ = R (KᵀC⁻¹K)⁻¹ KᵀC⁻¹
 *
 * R = V − W K. Compare `memit`, where old keys weigh against the new ones; here they decide only what the constraint
 * leaves open. Over several blocks R is shared among them, as MEMIT's is.
 */
export const emmet = defineEditor({
	name: "emmet",
	title: "EMMET",
	summary: "Writes many facts at once with ROME's equality constraint",
	paper: { title: "A Unified Framework for Model Editing", year: 2024, arxiv: "2403.14236" },
	requires: ["weights", "activations", "gradients", "generation"],
	batch: true,
	lanes: true,
	padding: "right",
	params: params({
		...spreadParams,
		regularisation: z
			.number()
			.min(0)
			.default(0)
			.describe("Added to the diagonal of KᵀC⁻¹K, for batches whose keys are nearly alike; 0 as in the paper")
			.meta({ alias: "emmet_lambda" }),
	}),
	presets: [
		{ ...spreadPresets.llama2, params: { ...spreadPresets.llama2.params, layers: [5] } },
		{ ...spreadPresets.gpt2Xl, params: { ...spreadPresets.gpt2Xl.params, layers: [17] } },
		{ ...spreadPresets.smollm2, params: { ...spreadPresets.smollm2.params, layers: [7] } },
		spreadPresets.miniGpt2,
		spreadPresets.miniLlama,
	],
	needs: ["layers"],
	reads: spreadReads,
	async edit(context) {
		const { leastSquaresEdits } = await import("../_shared/spread/least-squares-edits.ts");
		return leastSquaresEdits(context, context.params.regularisation);
	},
});

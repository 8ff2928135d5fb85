import { defineEditor } from "#core/editor";
import { params, z } from "#core/params";
import { spreadReads } from "../_shared/solve/statistics-need.ts";
import { spreadParams } from "../_shared/spread/spread-params.ts";
import { spreadPresets } from "../_shared/spread/spread-presets.ts";

/**
 * MEMIT, mass-editing memory in a transformer: many facts in one solve, spread over a few blocks. In each,
 *
 *     Δ = R Kᵀ (λC + K Kᵀ)⁻¹
 *
 * the least-squares compromise between new values at the keys K and old ones at all keys of a corpus, whose second
 * moment is C. R is what the last block's output lacks, divided by the blocks left; `spread-edit.ts` has it in full.
 */
export const memit = defineEditor({
	name: "memit",
	title: "MEMIT",
	summary: "Writes many facts at once into the MLP output matrices of a few blocks, by least squares",
	paper: { title: "Mass-Editing Memory in a Transformer", year: 2022, arxiv: "2210.07229" },
	requires: ["weights", "activations", "gradients", "generation"],
	batch: true,
	lanes: true,
	padding: "right",
	params: params({
		...spreadParams,
		mom2UpdateWeight: z
			.number()
			.positive()
			.default(15_000)
			.describe("λ, how much old keys weigh against new ones")
			.meta({ alias: "mom2_update_weight" }),
	}),
	presets: [
		{ ...spreadPresets.llama2, params: { ...spreadPresets.llama2.params, mom2UpdateWeight: 15_000 } },
		{ ...spreadPresets.gpt2Xl, params: { ...spreadPresets.gpt2Xl.params, mom2UpdateWeight: 20_000 } },
		{ ...spreadPresets.smollm2, params: { ...spreadPresets.smollm2.params, mom2UpdateWeight: 3000 } },
		{ ...spreadPresets.miniGpt2, params: { ...spreadPresets.miniGpt2.params, mom2UpdateWeight: 100 } },
		{ ...spreadPresets.miniLlama, params: { ...spreadPresets.miniLlama.params, mom2UpdateWeight: 100 } },
	],
	needs: ["layers"],
	reads: spreadReads,
	async edit(context) {
		const { leastSquaresEdits } = await import("../_shared/spread/least-squares-edits.ts");
		return leastSquaresEdits(context, context.params.mom2UpdateWeight);
	},
});

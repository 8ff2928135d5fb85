import { defineEditor } from "#core/editor";
import { spreadReads } from "../_shared/solve/statistics-need.ts";
import { spreadPresets } from "../_shared/spread/spread-presets.ts";
import { alphaEditParams } from "./params.ts";
import { noEdits } from "./state.ts";

/**
 * AlphaEdit: MEMIT's update, made where it cannot disturb: P projects onto the null space of C, the second moment of
 * the keys of a corpus, and K_p are the keys of earlier edits of the same chain:
 *
 *     Δ = R Kᵀ P (K_p K_pᵀ P + K Kᵀ P + λI)⁻¹
 *
 * An independent edit begins without K_p. Compare `memit`, where old keys weigh against the new ones instead.
 */
export const alphaEdit = defineEditor({
	name: "alpha-edit",
	title: "AlphaEdit",
	summary: "MEMIT's update, projected onto directions that hardly any key of a corpus has",
	paper: {
		title: "AlphaEdit: Null-Space Constrained Knowledge Editing for Language Models",
		year: 2024,
		arxiv: "2410.02355",
	},
	requires: ["weights", "activations", "gradients", "generation"],
	batch: true,
	lanes: true,
	padding: "right",
	params: alphaEditParams,
	presets: [
		spreadPresets.llama2,
		spreadPresets.gpt2Xl,
		spreadPresets.smollm2,
		{ ...spreadPresets.miniGpt2, params: { ...spreadPresets.miniGpt2.params, l2: 0.1 } },
		{ ...spreadPresets.miniLlama, params: { ...spreadPresets.miniLlama.params, l2: 0.1 } },
	],
	needs: ["layers"],
	reads: spreadReads,
	async edit(context) {
		const { alphaEdits } = await import("./alpha-edits.ts");
		return (await alphaEdits(context, noEdits)).map(({ edit }) => edit);
	},
});

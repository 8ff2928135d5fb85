import { defineEditor } from "#core/editor";
import { rankOneParams } from "../_shared/rank-one/rank-one-params.ts";
import { rankOnePresets } from "../_shared/rank-one/rank-one-presets.ts";
import { rankOneReads } from "../_shared/solve/statistics-need.ts";

/**
 * R-ROME: ROME with one key throughout, the mean k̄ over context templates, so that the update meets its own
 * constraint (W + Δ) k̄ = z and no edit of a sequence blows the matrix up:
 *
 *     W ← W + r uᵀ        u = C⁻¹k̄ / ‖C⁻¹k̄‖        r = (z − W k̄) / (k̄ᵀu)
 *
 * Compare `rome`, which reads the key of r in the prompt alone.
 */
export const rRome = defineEditor({
	name: "r-rome",
	title: "R-ROME",
	summary: "ROME with the mean key in the update's denominator too",
	paper: {
		title: "Rebuilding ROME: Resolving Model Collapse during Sequential Model Editing",
		year: 2024,
		arxiv: "2403.07175",
	},
	requires: ["weights", "activations", "gradients", "generation"],
	lanes: true,
	padding: "right",
	params: rankOneParams,
	presets: rankOnePresets,
	needs: ["layer"],
	reads: rankOneReads,
	async edit(context) {
		const { rankOneEdits } = await import("../_shared/rank-one/rank-one-edits.ts");
		return rankOneEdits(context, "contexts");
	},
});

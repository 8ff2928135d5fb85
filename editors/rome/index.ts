import { defineEditor } from "#core/editor";
import { rankOneParams } from "../_shared/rank-one/rank-one-params.ts";
import { rankOnePresets } from "../_shared/rank-one/rank-one-presets.ts";
import { rankOneReads } from "../_shared/solve/statistics-need.ts";

/**
 * ROME, rank-one model editing: the MLP output matrix W of one block is a memory of keys and values; a new value z is
 * written at the subject's key:
 *
 *     W ← W + r uᵀ        u = C⁻¹k̄ / ‖C⁻¹k̄‖        r = (z − W k) / (kᵀu)
 *
 * k is the key in the prompt alone, k̄ the mean over context templates: compare `rRome`. C is the identity unless
 * `mom2Adjustment`. z is searched by gradient descent; `find-value.ts` has it in full.
 */
export const rome = defineEditor({
	name: "rome",
	title: "ROME",
	summary: "Writes a new value at the subject's key into the MLP output matrix of one block",
	paper: { title: "Locating and Editing Factual Associations in GPT", year: 2022, arxiv: "2202.05262" },
	requires: ["weights", "activations", "gradients", "generation"],
	lanes: true,
	padding: "right",
	params: rankOneParams,
	presets: rankOnePresets,
	needs: ["layer"],
	reads: rankOneReads,
	async edit(context) {
		const { rankOneEdits } = await import("../_shared/rank-one/rank-one-edits.ts");
		return rankOneEdits(context, "prompt");
	},
});

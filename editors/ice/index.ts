import { defineEditor } from "#core/editor";
import { trainingPresets } from "../_shared/training-presets.ts";
import type { IceLane } from "./ice-edit.ts";
import { iceParams } from "./params.ts";

/**
 * ICE, in-context editing: the MLP output matrices of a few blocks learn to say without context what the model says
 * with it, about the target and about completions that the model itself samples:
 *
 *     min Σ_{x*} −log P − log Q + Σ_{x_c} KL(P ‖ Q)   subject to   |W − W₀| ≤ ε elementwise
 *
 * P with context, Q without; `target-and-completion.ts` has it in full. Compare `ftM`, which learns the target alone.
 */
export const ice = defineEditor({
	name: "ice",
	title: "ICE",
	summary: "Fine-tunes a few MLP output matrices towards what the model says when it has the fact as context",
	paper: {
		title: "In-Context Editing: Learning Knowledge from Self-Induced Distributions",
		year: 2024,
		arxiv: "2406.11194",
	},
	requires: ["weights", "gradients", "generation"],
	lanes: true,
	params: iceParams,
	presets: trainingPresets,
	needs: ["layers"],
	async edit({ model, cases, params, fidelity, random, onStep }) {
		const { randomDraws } = await import("./random-draws.ts");
		const { iceEdits } = await import("./ice-edit.ts");
		const lanes = cases.map((one): IceLane => {
			const [record] = one.requests;
			const draws = randomDraws(one.id, record.context?.length || 1, params, random);
			return { record, draws, onLoss: (loss) => onStep(one, { loss }) };
		});
		const trained = await iceEdits({ model, params, fidelity }, lanes);
		return trained.map((deltas) => ({ kind: "weights", deltas }));
	},
});

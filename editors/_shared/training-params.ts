import { z } from "#core/params";

/** Parameters of every editor that trains MLP output matrices by gradient descent, under the papers' spelling too. */
export const trainingParams = {
	layers: z
		.array(z.int().min(0))
		.min(1)
		.optional()
		.describe("Blocks whose MLP output matrix is trained (GPT-2: its bias too); the preset's unless given"),
	steps: z.int().positive().default(25).describe("Most steps of Adam").meta({ alias: "num_steps" }),
	learningRate: z.number().positive().default(7e-4).describe("Of Adam").meta({ alias: "lr" }),
	normConstraint: z
		.number()
		.positive()
		.nullable()
		.default(5e-4)
		.describe("How far each element of a weight may go from where it was; null for as far as it likes")
		.meta({ alias: "norm_constraint" }),
	gradNormConstraint: z
		.number()
		.positive()
		.nullable()
		.default(null)
		.describe(
			"Longest gradient, over all weights together; the reference has the setting and does not use it",
		)
		.meta({ alias: "grad_norm_constraint" }),
};

/** What `trainingParams` become, `printKl` beside them, whose default differs between editors. */
export interface TrainingSettings {
	readonly layers?: readonly number[] | undefined;
	readonly steps: number;
	readonly learningRate: number;
	readonly normConstraint: number | null;
	readonly gradNormConstraint: number | null;
	/** Whether all steps are made; else training stops at a small loss. */
	readonly printKl: boolean;
}

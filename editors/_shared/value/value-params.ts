import { z } from "#core/params";

/** Parameters of every editor that searches a value at the subject's last token, under the papers' spelling too. */
export const valueParams = {
	steps: z
		.int()
		.positive()
		.default(25)
		.describe("Losses computed in the search for a value; updates are one fewer")
		.meta({ alias: "v_num_grad_steps" }),
	learningRate: z.number().positive().default(0.5).describe("Of Adam").meta({ alias: "v_lr" }),
	weightDecay: z
		.number()
		.min(0)
		.default(1e-3)
		.describe("Weight of the value's change, relative to the squared length of what it was")
		.meta({ alias: "v_weight_decay" }),
	clampNormFactor: z
		.number()
		.positive()
		.default(4)
		.describe("How long the change may get, in lengths of what the value was")
		.meta({ alias: "clamp_norm_factor" }),
	klFactor: z
		.number()
		.min(0)
		.default(0.0625)
		.describe('Weight of the drift of what follows the subject in "{subject} is a"')
		.meta({ alias: "kl_factor" }),
};

/** What `valueParams` become. */
export interface ValueSettings {
	readonly steps: number;
	readonly learningRate: number;
	readonly weightDecay: number;
	readonly clampNormFactor: number;
	readonly klFactor: number;
}

import { params, z } from "#core/params";
import { trainingParams } from "../_shared/training-params.ts";

export const ftParams = params({
	...trainingParams,
	printKl: z
		.boolean()
		.default(false)
		.describe("Make all steps; else training stops at a loss below 0.01")
		.meta({ alias: "print_kl" }),
});

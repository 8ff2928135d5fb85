import { params, z } from "#core/params";
import { spreadParams } from "../_shared/spread/spread-params.ts";

/** Parameters of `alphaEdit`. */
export const alphaEditParams = params({
	...spreadParams,
	nullSpaceThreshold: z
		.number()
		.positive()
		.default(2e-2)
		.describe("Directions count as free whose eigenvalue in the covariance of keys is below this")
		.meta({ alias: "nullspace_threshold" }),
	l2: z.number().positive().default(10).describe("Weight of the update's own size").meta({ alias: "L2" }),
});

export type AlphaEditParams = z.output<typeof alphaEditParams>;

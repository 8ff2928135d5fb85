import { params, z } from "#core/params";
import { statisticsParams } from "../solve/statistics-params.ts";
import { lengthParam, templateParam } from "../templates/length-params.ts";
import { valueParams } from "../value/value-params.ts";

/** Parameters of `rome` and `rRome`. */
export const rankOneParams = params({
	layer: z
		.int()
		.min(0)
		.optional()
		.describe("Block whose MLP output matrix is edited; the preset's unless given")
		.meta({ alias: "layers" }),
	...valueParams,
	mom2Adjustment: z
		.boolean()
		.default(false)
		.describe("Multiply the key with the inverse covariance of keys, as the paper does and its code does not")
		.meta({ alias: "mom2_adjustment" }),
	...statisticsParams,
	contextTemplates: z
		.array(templateParam)
		.min(1)
		.optional()
		.describe('Contexts to learn the fact in, as "Therefore it is. {}"; generated unless given'),
	templateLengths: lengthParam([
		[5, 10],
		[10, 10],
	]),
});

export type RankOneParams = z.output<typeof rankOneParams>;

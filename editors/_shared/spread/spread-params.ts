import { z } from "#core/params";
import { statisticsParams } from "../solve/statistics-params.ts";
import { lengthParam, templateParam } from "../templates/length-params.ts";
import { valueParams } from "../value/value-params.ts";

/** Parameters of every editor that spreads edits over blocks. */
export const spreadParams = {
	layers: z
		.array(z.int().min(0))
		.min(1)
		.optional()
		.describe("Blocks whose MLP output matrix is edited, in this order; the preset's unless given"),
	...valueParams,
	...statisticsParams,
	contextTemplates: z
		.array(z.array(templateParam).min(1))
		.min(1)
		.optional()
		.describe(
			"Contexts to learn facts in, by type: keys are averaged in a type, then over types; generated unless given",
		),
	templateLengths: lengthParam([[10, 5]]),
};

const schema = z.strictObject(spreadParams);
export type SpreadParams = z.output<typeof schema>;

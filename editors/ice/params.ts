import { params, z } from "#core/params";
import { trainingParams } from "../_shared/training-params.ts";

const objectives = ["target_and_completion_with_context", "target_with_context"] as const;

/** Parameters of `ice`. What the reference cannot do is refused. */
export const iceParams = params({
	...trainingParams,
	objective: z
		.enum(objectives)
		.default("target_and_completion_with_context")
		.describe("Whether completions of the target are sampled and matched too")
		.meta({ alias: "objective_optimization" }),
	printKl: z
		.boolean()
		.default(true)
		.describe(
			"Match the distributions with context, in all steps; else plain cross-entropy, and a small loss ends it",
		)
		.meta({ alias: "print_kl" }),
	temperature: z.number().positive().default(100).describe("Of the samples"),
	topK: z
		.int()
		.positive()
		.nullable()
		.optional()
		.describe("Sample from the k likeliest tokens, null: all; the checkpoint's, or else 50, unless given")
		.meta({ alias: "top_k" }),
	topP: z
		.number()
		.positive()
		.max(1)
		.nullable()
		.optional()
		.describe(
			"Then from the likeliest that have this probability together, null: all; the checkpoint's unless given",
		)
		.meta({ alias: "top_p" }),
	maxNewTokens: z
		.int()
		.positive()
		.default(3)
		.describe("Tokens of a sample")
		.meta({ alias: "max_new_tokens" }),
	numReturnSequences: z
		.int()
		.positive()
		.default(1)
		.describe("Samples of each context sentence")
		.meta({ alias: "num_return_sequences" }),
	staticTarget: z
		.boolean()
		.default(false)
		.describe("Sample from the unedited model, always with the first step's instructions")
		.meta({ alias: "static_target" }),
	sampleWithContext: z
		.boolean()
		.default(true)
		.describe("Sample after context, prompt and target; else after prompt and target alone")
		.meta({ alias: "sample_with_context" }),
	targetUpdateInterval: z
		.int()
		.positive()
		.default(1)
		.describe("Steps between samples; in between, the last ones serve with their instructions")
		.meta({ alias: "target_update_interval" }),
	instructions: z
		.enum(["reference", "separate"])
		.default("reference")
		.describe("The reference's four, three of the intended ones joined into one; or the six intended ones"),
})
	.refine(({ printKl, staticTarget }) => !(printKl && staticTarget), {
		path: ["staticTarget"],
		message: 'A static target has no distribution with context: set "printKl" to false',
	})
	.refine(({ printKl, sampleWithContext }) => !(printKl && !sampleWithContext), {
		path: ["sampleWithContext"],
		message: 'Samples without context have no distribution with context: set "printKl" to false',
	});

export type IceParams = z.output<typeof iceParams>;

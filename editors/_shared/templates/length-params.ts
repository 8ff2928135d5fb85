import { z } from "#core/params";
import type { TextLength } from "./context-templates.ts";

/** Parameter of how long the texts of generated context templates are. */
export const lengthParam = (lengths: readonly TextLength[]) =>
	z
		.array(z.tuple([z.int().positive(), z.int().min(5)]))
		.default(lengths.map(([tokens, texts]) => [tokens, texts]))
		.describe("Of generated context templates: [tokens, how many texts], in fives, for each length")
		.meta({ alias: "context_template_length_params" });

/** A template as a parameter. */
export const templateParam = z.string().regex(/^(?:(?!\{\}).)*\{\}(?:(?!\{\}).)*$/s, {
	error: 'must have one "{}", where the prompt goes',
});

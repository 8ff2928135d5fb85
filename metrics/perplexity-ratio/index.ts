import { defineMetric } from "#core/metric";
import { params, z } from "#core/params";
import { textAsk } from "../_shared/text-ask.ts";
import { targetText } from "./target-text.ts";
import { variants } from "./variants.ts";
import { writtenOverTarget } from "./written-over-target.ts";

/**
 * Perplexity ratio:
 *
 *     PPL(what the edited model writes after q) / PPL(q, x*)
 *
 * with prompt q and target x*, both under the *unedited* model: how much less natural the text is than the fact that was
 * asked for. From the ICE paper (arXiv 2406.11194). A text with nothing written (the prompt is too long) has no value.
 */
export const perplexityRatio = defineMetric({
	name: "perplexity-ratio",
	summary:
		"Perplexity of what the edited model writes over that of prompt and target, under the unedited model",
	paper: {
		title: "In-Context Editing: Learning Knowledge from Self-Induced Distributions",
		year: 2024,
		arxiv: "2406.11194",
	},
	params: params({
		variant: z
			.enum(["reference", "full_prompt", "shifted"])
			.default("reference")
			.describe(
				"reference: as the public code, unshifted, target after the prompt's first character only; " +
					"full_prompt: unshifted, target after the whole prompt; shifted: the paper's formula",
			),
	}),
	format: { column: variants.reference.column, scale: 1, higherIsBetter: false },
	column: ({ variant }) => variants[variant].column,
	asks: ({ record, params: { variant } }) => ({
		text: textAsk(record),
		target: { kind: "logProbs", text: targetText(variant, record), of: "unedited" },
	}),
	followUp: ({ record, after }) => ({
		written: { kind: "logProbs", text: after.text.text, prefix: record.prompt },
	}),
	score: ({ before, followUp, params: { variant } }) => ({
		[variants[variant].key]: [writtenOverTarget(variant, followUp.written, before.target)],
	}),
	note: ({ variant }) => variants[variant].note,
});

import { z } from "#core/params";

/** Texts that the papers take. */
export const PAPERS_SAMPLES = 100_000;

/** Parameters of every editor that uses C, the second moment of what enters an MLP output matrix. */
export const statisticsParams = {
	corpus: z
		.string()
		.default("hub:Salesforce/wikitext/wikitext-103-raw-v1/train")
		.describe("Texts over which the covariance of keys is taken; see docs/covariance.md")
		.meta({ alias: "mom2_dataset" }),
	samples: z
		.int()
		.positive()
		.default(PAPERS_SAMPLES)
		.describe("How many of them")
		.meta({ alias: "mom2_n_samples" }),
	tokenLimit: z
		.int()
		.positive()
		.optional()
		.describe("Tokens of a text that count; as many as the model has positions unless given"),
};

/** What `statisticsParams` become. */
export interface StatisticsSettings {
	readonly corpus: string;
	readonly samples: number;
	readonly tokenLimit?: number | undefined;
}

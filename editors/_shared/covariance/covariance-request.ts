import type { ModelShape } from "#core/editable-model";

export interface CovarianceRequest {
	readonly layers: readonly number[];
	/** Where the texts come from; see `openCorpus`. Or published statistics: see `publishedCovariances`. */
	readonly corpus: string;
	/** Texts to take; all where there are fewer. Published statistics have their own. */
	readonly samples: number;
	/** Tokens of a text that count. @default the model's positions */
	readonly tokenLimit?: number | undefined;
	/** Which texts, where there are more. @default "random" */
	readonly pick?: "first" | "random";
	/** How matrices are kept on disk. @default "float64" */
	readonly dtype?: "float32" | "float64";
	/** Between two points from which an interrupted build goes on. @default 300 */
	readonly saveSeconds?: number;
}

/** A request with its defaults, less its corpus: what decides about the matrices of a corpus. */
export interface Covariances {
	readonly layers: readonly number[];
	readonly samples: number;
	readonly pick: "first" | "random";
	readonly tokenLimit: number;
	readonly dtype: "float32" | "float64";
}

/** Fills in defaults. Where the model has fewer positions than the limit, it is theirs: one matrix, one key. */
export const withDefaults = (
	{ layers, samples, pick = "random", tokenLimit, dtype = "float64" }: CovarianceRequest,
	{ positions }: ModelShape,
): Covariances => ({
	layers: [...new Set(layers)],
	samples,
	pick,
	tokenLimit: Math.min(tokenLimit ?? positions, positions),
	dtype,
});

/** For people: `covariance of layers 4, 5 over atlas (at most 1000 texts)`. */
export const covarianceTitle = (layers: readonly number[], corpus: string, samples: number): string =>
	`covariance of ${layers.length === 1 ? "layer" : "layers"} ${layers.join(", ")} over ${corpus} (at most ${samples} texts)`;

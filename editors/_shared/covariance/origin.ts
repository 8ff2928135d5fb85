/** What a covariance was made from, for messages about the matrix. */
export interface CovarianceOrigin {
	readonly layer: number;
	/** Corpus, or file of published statistics. */
	readonly corpus: string;
	/** Not known of published statistics. */
	readonly texts?: number;
	readonly tokens: number;
}

const origins = new WeakMap<Float64Array, CovarianceOrigin>();

/** Remembers it as long as the matrix is in use. @returns the matrix */
export function withOrigin(covariance: Float64Array, origin: CovarianceOrigin): Float64Array {
	origins.set(covariance, origin);
	return covariance;
}

/** How messages name a covariance: `The covariance of layer 1, of 62 tokens (5 texts of corpus.txt),`. */
export function describeOrigin(covariance: Float64Array): string {
	const origin = origins.get(covariance);
	if (origin === undefined) return "The covariance";
	const { layer, corpus, texts, tokens } = origin;
	const from = texts === undefined ? corpus : `${plural(texts, "text")} of ${corpus}`;
	return `The covariance of layer ${layer}, of ${plural(tokens, "token")} (${from}),`;
}

const plural = (many: number, noun: string) => `${many} ${noun}${many === 1 ? "" : "s"}`;

/**
 * What the Punkt procedure knows of a language (Kiss and Strunk 2006, "Unsupervised Multilingual Sentence Boundary
 * Detection"). Words are *types*: lower case, numbers as `##number##`.
 */
export interface PunktParameters {
	/** Abbreviations without their last full stop: `mr`, `u.s`. */
	readonly abbreviations: ReadonlySet<string>;
	/** Pairs that belong together across a full stop, from `collocation`: `b` and `smith`. */
	readonly collocations: ReadonlySet<string>;
	/** Words that often begin a sentence, also after an abbreviation: `however`. */
	readonly sentenceStarters: ReadonlySet<string>;
	/** Where a word was seen in upper and lower case: a sum of `orthography` flags; 0 where absent. */
	readonly orthographicContexts: ReadonlyMap<string, number>;
}

/** The key of a pair in `collocations`. No type holds a tab. */
export const collocation = (first: string, second: string): string => `${first}\t${second}`;

/** Flags of `orthographicContexts`: position in the sentence and case of the first letter. */
export const orthography = {
	upperFirst: 2,
	upperInside: 4,
	upperUnknown: 8,
	lowerFirst: 16,
	lowerInside: 32,
	lowerUnknown: 64,
} as const;

/** Seen in upper case anywhere. */
export const UPPER = orthography.upperFirst | orthography.upperInside | orthography.upperUnknown;

/** Seen in lower case anywhere. */
export const LOWER = orthography.lowerFirst | orthography.lowerInside | orthography.lowerUnknown;

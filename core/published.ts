/** Numbers of a published table, in the unit of ours: percent; fluency as n-gram entropy × 100; perplexity as a ratio. */
export interface PublishedTable {
	/** Where the numbers stand. */
	readonly source: string;
	/** Label of the model they were measured on. */
	readonly model: string;
	/** What a reader who compares with them should know. */
	readonly note?: string;
	/**
	 * Dataset label → editor name → metric label → value. What was not published is absent. A metric's label is its name
	 * unless a parameter deviates, so that no variant stands beside another's numbers.
	 */
	readonly rows: Readonly<Record<string, Readonly<Record<string, PublishedScores>>>>;
}

/** Values by metric label. */
export type PublishedScores = Readonly<Record<string, number>>;

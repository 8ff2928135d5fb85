/** A question with the answer that counts as right. */
export interface Probe {
	readonly prompt: string;
	readonly answer: string;
}

/** Probes by key, under the names of the result files: `Subject_Aliasing`, `reasoning`, `Relation_Specificity` … */
export type ProbeGroups = Readonly<Record<string, readonly Probe[]>>;

/** One fact to write: the model should continue `prompt` with `targetNew`. Datasets extend this; metrics declare which extra fields they read. */
export interface EditRecord {
	/** Unique within its dataset and stable between runs; keys random numbers and resume. */
	readonly id: string;
	readonly subject: string;
	/** The whole prompt, subject included. */
	readonly prompt: string;
	readonly targetNew: string;
	/** What the world says, where the dataset knows it. */
	readonly targetTrue?: string;
	/** What stands between a prompt and what answers it, for the target and all probes. @default a blank */
	readonly join?: string;
	/** Sentences that state the new fact; ICE and in-context editing condition on them. */
	readonly context?: readonly string[];
}

/** A record of KnowEdit's form (arXiv 2401.01286). A group without probes is absent. */
export interface KnowEditRecord extends EditRecord {
	/** The same question in other words. */
	readonly rephrase?: string;
	/** What should follow from the edit. */
	readonly portability: ProbeGroups;
	/** What should stay as it was. */
	readonly locality: ProbeGroups;
}

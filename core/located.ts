/** Something that is not on this machine yet. */
export interface Missing {
	/** What it is: `model 'gpt2-xl' at 'main'`. */
	readonly what: string;
	/** The command, or else the action, that brings it. */
	readonly remedy: string;
}

/** What a model or dataset found on this machine, without network and without reading it. */
export type Located<T> = { readonly here: T } | { readonly missing: Missing };

/** How far a download has come, in bytes, over all its files. */
export type OnProgress = (progress: { readonly received: number; readonly size: number }) => void;

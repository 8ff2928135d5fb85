import type { Located, OnProgress } from "#core/located";

/** Tells the contents of a corpus from others: plain JSON. */
export type CorpusIdentity = Readonly<Record<string, unknown>>;

/** Texts that statistics are taken over. */
export interface Corpus {
	/** Short, for people. */
	readonly title: string;
	/** Stays the same whatever becomes of its contents: a name of ours, or an absolute path. */
	readonly name: string;
	/** Finds it on this machine without network, and without reading it where that takes long. */
	readonly locate: () => Promise<Located<CorpusIdentity>>;
	/** Downloads it. Absent where there is nothing to download. */
	readonly fetch?: (onProgress?: OnProgress) => Promise<void>;
	/** All texts, or at least the first `count` of those that are not blank. Only of a corpus that is here. */
	readonly texts: (count?: number) => Promise<readonly string[]>;
}

export const isBlank = (text: string): boolean => text.trim() === "";

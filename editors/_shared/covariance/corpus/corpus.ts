/** Texts that statistics are taken over. */
export interface Corpus {
	/** Short, for people. */
	readonly title: string;
	/** Tells its contents from others, without reading them where that takes long: plain JSON. */
	readonly identity: () => Promise<Readonly<Record<string, unknown>>>;
	/** All texts, or at least the first `count` of those that are not blank. */
	readonly texts: (count?: number) => Promise<readonly string[]>;
}

export const isBlank = (text: string): boolean => text.trim() === "";

/** A token that is cut out of the text before anything else happens to it. Fields as in tokenizer.json. */
export interface AddedToken {
	readonly content: string;
	/** Left out of decoded text. */
	readonly special: boolean;
	/** Looked for in normalised text. */
	readonly normalized: boolean;
	/** Takes blanks on its left with it. */
	readonly lstrip: boolean;
	readonly rstrip: boolean;
	/** Only between word boundaries. */
	readonly single_word: boolean;
}

/**
 * A token as tokenizer_config.json writes it: a text, or an object with flags.
 *
 * @returns undefined for what is neither
 */
export function addedToken(value: unknown, special = false): AddedToken | undefined {
	if (typeof value === "string") return { ...plain, content: value, special, normalized: !special };
	if (typeof value !== "object" || value === null) return undefined;
	const flags = value as Partial<AddedToken>;
	if (typeof flags.content !== "string") return undefined;
	return {
		content: flags.content,
		special: special || flags.special === true,
		normalized: flags.normalized ?? flags.special !== true,
		lstrip: flags.lstrip === true,
		rstrip: flags.rstrip === true,
		single_word: flags.single_word === true,
	};
}

const plain = { lstrip: false, rstrip: false, single_word: false };

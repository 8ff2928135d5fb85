/** Text to ids and back, as the checkpoint's tokenizer.json defines it. */
export interface Tokenizer {
	/** @returns ids of `text`; `specialTokens` (default true) adds what the checkpoint adds, such as Llama's BOS. */
	encode(text: string, options?: { readonly specialTokens?: boolean }): number[];
	/** @returns the tokens of `encode(text)`, each with the part of the text that it stands for */
	align(text: string): AlignedToken[];
	/** @returns text of `ids`, special tokens left out unless `keepSpecialTokens`; honours `clean_up_tokenization_spaces`. */
	decode(ids: readonly number[], options?: { readonly keepSpecialTokens?: boolean }): string;
	readonly vocab: number;
	readonly bosId: number | undefined;
	readonly eosId: number;
	/**
	 * Side on which the reference implementation pads for FT and ICE: left for GPT-2's tokenizer class,
	 * else what tokenizer_config.json says.
	 */
	readonly paddingSide: "left" | "right";
}

/** A token, and where it stands in the text. */
export interface AlignedToken {
	readonly id: number;
	/**
	 * The part of the text [start, end), in UTF-16 units. Tokens of one character's bytes share its place; so do those into
	 * which a normaliser takes a character apart. A token may cover blanks before or after its word, or not.
	 */
	readonly start: number;
	readonly end: number;
	/** Where the tokenizer puts it, if it does so with every text, as Llama's does BOS: it stands for no part of this one. */
	readonly added: "before" | "after" | undefined;
}

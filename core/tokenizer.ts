/** Text to ids and back, as the checkpoint's tokenizer.json defines it. */
export interface Tokenizer {
	/** @returns ids of `text`; `specialTokens` (default true) adds what the checkpoint adds, such as Llama's BOS. */
	encode(text: string, options?: { readonly specialTokens?: boolean }): number[];
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

/**
 * What a tokenizer class of transformers assumes where tokenizer_config.json says nothing. Values of transformers
 * 4.40: `tokenization_gpt2_fast.py`, `tokenization_llama_fast.py`, `tokenization_utils_base.py`.
 */
export interface TokenizerClass {
	readonly bosToken?: string;
	readonly eosToken?: string;
	readonly unkToken?: string;
	readonly cleansUpSpaces: boolean;
	/**
	 * Whether BOS and EOS are added as `add_bos_token` and `add_eos_token` say, whatever tokenizer.json's
	 * post-processor does; this default holds where they are absent. Undefined: the post-processor decides.
	 */
	readonly adds?: { readonly bos: boolean; readonly eos: boolean };
	/** Whether `add_prefix_space` (default false) overrides tokenizer.json's. */
	readonly setsPrefixSpace?: true;
	readonly paddingSide: "left" | "right";
	/** The reference implementation pads this class on this side, whatever the checkpoint says. */
	readonly forcedPaddingSide?: "left";
}

const endOfText = "<|endoftext|>";

const gpt2: TokenizerClass = {
	bosToken: endOfText,
	eosToken: endOfText,
	unkToken: endOfText,
	cleansUpSpaces: true,
	setsPrefixSpace: true,
	paddingSide: "right",
	forcedPaddingSide: "left",
};

const llama: TokenizerClass = {
	bosToken: "<s>",
	eosToken: "</s>",
	unkToken: "<unk>",
	cleansUpSpaces: false,
	adds: { bos: true, eos: false },
	paddingSide: "left",
};

const anyOther: TokenizerClass = { cleansUpSpaces: true, paddingSide: "right" };

const byName: Readonly<Record<string, TokenizerClass>> = { GPT2Tokenizer: gpt2, LlamaTokenizer: llama };

/** The class that transformers' AutoTokenizer takes for checkpoints that name none. */
const byModelType: Readonly<Record<string, string>> = {
	gpt2: "GPT2Tokenizer",
	llama: "LlamaTokenizer",
	llava: "LlamaTokenizer",
	mistral: "LlamaTokenizer",
};

/** @param name `tokenizer_class` of tokenizer_config.json or config.json, with or without "Fast" */
export function tokenizerClass(name: string | undefined, modelType: string | undefined): TokenizerClass {
	const resolved = name ?? byModelType[modelType ?? ""] ?? "";
	return byName[resolved.replace(/Fast$/, "")] ?? anyOther;
}

import * as untyped from "@huggingface/tokenizers";

/**
 * The door to @huggingface/tokenizers 0.2. Its type files import each other without extensions, which Node's module
 * resolution does not follow, so that all of its types are lost; these are the parts that are used here, as its source
 * has them. A test fails where a new version lacks one.
 */
export interface LibraryTokenizer {
	pre_tokenizer: PreTokenizer | null;
	decoder: Decoder | null;
	encode(text: string, options: { readonly add_special_tokens: boolean }): { readonly ids: number[] };
	/** `ids` may not be empty. */
	decode(ids: readonly number[]): string;
	token_to_id(token: string): number | undefined;
}

export interface PreTokenizer {
	/** @returns the pieces of a text */
	pre_tokenize(text: string): string[];
}

export interface Decoder {
	decode_chain(tokens: string[]): string[];
}

interface SequencePreTokenizer extends PreTokenizer {
	readonly tokenizers: readonly (PreTokenizer | null)[];
}

interface ByteLevelPreTokenizer extends PreTokenizer {
	pattern: RegExp;
}

interface DigitsPreTokenizer extends PreTokenizer {
	pattern: RegExp;
	readonly config: { readonly individual_digits: boolean };
}

interface SequenceDecoder extends Decoder {
	decoders: Decoder[];
}

interface Library {
	readonly Tokenizer: new (definition: object, config: object) => LibraryTokenizer;
	readonly SequencePreTokenizer: new (config: object) => SequencePreTokenizer;
	readonly ByteLevelPreTokenizer: new (config: object) => ByteLevelPreTokenizer;
	readonly DigitsPreTokenizer: new (config: object) => DigitsPreTokenizer;
	readonly SequenceDecoder: new (config: object) => SequenceDecoder;
	readonly ByteFallbackDecoder: new (config: object) => Decoder;
}

export const library = untyped as unknown as Library;

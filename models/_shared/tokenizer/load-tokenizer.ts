import { UserError } from "#core/errors";
import type { Tokenizer } from "#core/tokenizer";
import { timed } from "#engine/spent-time";
import { readGenerationConfig } from "../checkpoint/read-generation-config.ts";
import { alignedTokens } from "./aligned-tokens.ts";
import { cleanUpSpaces } from "./clean-up-spaces.ts";
import { completeDefinition, type TokenizerDefinition } from "./complete-definition.ts";
import { type LibraryTokenizer, openTokenizer } from "./library.ts";
import { readTokenizerFiles } from "./tokenizer-files.ts";
import { resolveSettings } from "./tokenizer-settings.ts";

/**
 * The tokenizer of a Hugging Face folder: same ids and same decoded text as transformers 4.40's fast tokenizer, the
 * one behind the reference implementation's numbers. Special tokens' names in a text become these tokens, as there.
 *
 * @throws UserError where tokenizer.json is missing, damaged or not supported, or nothing says which token ends a text
 */
export function loadTokenizer(folder: string): Tokenizer {
	const files = readTokenizerFiles(folder);
	const settings = resolveSettings(files);
	const definition = completeDefinition(files, settings);
	const library = open(folder, definition);
	const id = (token: string | undefined) => (token === undefined ? undefined : library.idOf(token));
	const eosId = id(settings.eosToken) ?? readGenerationConfig(folder).eosIds[0];
	if (eosId === undefined) throw noEos(folder);
	const special = new Set(definition.added_tokens.filter((token) => token.special).map((token) => token.id));
	const encoding = <T>(text: string, encode: () => T): T => {
		try {
			return timed("tokenisation", "encode", encode);
		} catch (cause) {
			throw cannotEncode(folder, text, cause as Error);
		}
	};
	return {
		encode: (text, { specialTokens = true } = {}) =>
			encoding(text, () => library.encode(text, { addSpecialTokens: specialTokens })),
		align: (text) => encoding(text, () => alignedTokens(library, text)),
		decode(ids, { keepSpecialTokens = false } = {}) {
			const kept = keepSpecialTokens ? ids : ids.filter((token) => !special.has(token));
			const text = timed("tokenisation", "decode", () => library.decode(kept));
			return settings.cleansUpSpaces ? cleanUpSpaces(text) : text;
		},
		vocab: library.vocab,
		bosId: id(settings.bosToken),
		eosId,
		paddingSide: settings.paddingSide,
	};
}

function open(folder: string, definition: TokenizerDefinition): LibraryTokenizer {
	try {
		return openTokenizer(JSON.stringify(definition));
	} catch (cause) {
		throw new UserError(`"${folder}/tokenizer.json" cannot be used: ${(cause as Error).message}`, {
			hint: "It is damaged, or has a part that the tokenizers library (0.23) does not know.",
			cause,
		});
	}
}

/** Long texts are cut: what is wrong with them is in the message. */
function cannotEncode(folder: string, text: string, cause: Error): UserError {
	const shown = JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
	return new UserError(`The tokenizer of "${folder}" cannot encode ${shown}: ${cause.message}`, {
		hint: "Its vocabulary lacks a character of the text, and it names no token for such. Name one (unk_token), or leave the text out.",
		cause,
	});
}

function noEos(folder: string): UserError {
	return new UserError(`Nothing in "${folder}" says which token ends a text`, {
		hint: 'Add "eos_token" to tokenizer_config.json or "eos_token_id" to generation_config.json.',
	});
}

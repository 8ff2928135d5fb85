import { UserError } from "#core/errors";
import type { Tokenizer } from "#core/tokenizer";
import { timed } from "#engine/spent-time";
import { readGenerationConfig } from "../checkpoint/read-generation-config.ts";
import { completeDefinition, type TokenizerDefinition, vocabularyIds } from "./complete-definition.ts";
import { decodeAsRust } from "./decode-bytes.ts";
import { type LibraryTokenizer, library } from "./library.ts";
import { splitAsRust } from "./split-patterns.ts";
import { readTokenizerFiles } from "./tokenizer-files.ts";
import { resolveSettings, type TokenizerSettings } from "./tokenizer-settings.ts";

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
	const tokenizer = build(folder, definition, settings);
	const id = (token: string | undefined) => (token === undefined ? undefined : tokenizer.token_to_id(token));
	const eosId = id(settings.eosToken) ?? readGenerationConfig(folder).eosIds[0];
	if (eosId === undefined) throw noEos(folder);
	const known = knownIds(definition);
	const special = new Set(definition.added_tokens.filter((token) => token.special).map((token) => token.id));
	return {
		encode: (text, { specialTokens = true } = {}) =>
			timed(
				"tokenisation",
				"encode",
				() => tokenizer.encode(text, { add_special_tokens: specialTokens }).ids,
			),
		decode(ids, { keepSpecialTokens = false } = {}) {
			// Ids past the vocabulary (a model's matrix may have more rows) are no text.
			const kept = ids.filter((token) => known.has(token) && (keepSpecialTokens || !special.has(token)));
			return kept.length === 0 ? "" : timed("tokenisation", "decode", () => tokenizer.decode(kept));
		},
		vocab: 1 + [...known].reduce((largest, token) => Math.max(largest, token)),
		bosId: id(settings.bosToken),
		eosId,
		paddingSide: settings.paddingSide,
	};
}

function build(
	folder: string,
	definition: TokenizerDefinition,
	settings: TokenizerSettings,
): LibraryTokenizer {
	try {
		// No other setting goes to the library: transformers' fast tokenizers know no others.
		const tokenizer = new library.Tokenizer(definition, {
			clean_up_tokenization_spaces: settings.cleansUpSpaces,
			eos_token: settings.eosToken,
		});
		splitAsRust(tokenizer.pre_tokenizer);
		tokenizer.decoder &&= decodeAsRust(tokenizer.decoder);
		return tokenizer;
	} catch (cause) {
		throw new UserError(`"${folder}/tokenizer.json" cannot be used: ${(cause as Error).message}`, {
			hint: "It is damaged, or has a part that @huggingface/tokenizers does not know.",
			cause,
		});
	}
}

const knownIds = ({ model, added_tokens }: TokenizerDefinition): Set<number> =>
	new Set([...vocabularyIds(model.vocab).values(), ...added_tokens.map((token) => token.id)]);

function noEos(folder: string): UserError {
	return new UserError(`Nothing in "${folder}" says which token ends a text`, {
		hint: 'Add "eos_token" to tokenizer_config.json or "eos_token_id" to generation_config.json.',
	});
}

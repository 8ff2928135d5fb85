import { UserError } from "#core/errors";
import type { AddedToken } from "./added-token.ts";
import type { TokenizerFiles } from "./tokenizer-files.ts";
import type { TokenizerSettings } from "./tokenizer-settings.ts";

interface NumberedToken extends AddedToken {
	readonly id: number;
}

/** tokenizer.json as far as this folder looks into it. */
export interface TokenizerDefinition {
	readonly added_tokens: readonly NumberedToken[];
	readonly model: { readonly vocab: Readonly<Record<string, number>> | readonly unknown[] };
	readonly normalizer: unknown;
	readonly pre_tokenizer: Readonly<Record<string, unknown>> | null;
	readonly post_processor: unknown;
	readonly decoder: unknown;
}

/** tokenizer.json with what transformers adds to it from tokenizer_config.json. */
export function completeDefinition(files: TokenizerFiles, settings: TokenizerSettings): TokenizerDefinition {
	const definition = checkDefinition(files);
	const addedTokens = addTokens(definition, settings);
	refuseSingleWord(files.folder, addedTokens);
	return {
		...definition,
		added_tokens: addedTokens,
		pre_tokenizer: withPrefixSpace(definition.pre_tokenizer, settings.prefixSpace),
		post_processor:
			settings.adds === undefined ? definition.post_processor : template(files.folder, settings),
	};
}

function checkDefinition({ folder, definition }: TokenizerFiles): TokenizerDefinition {
	const { model } = definition as Partial<TokenizerDefinition>;
	if (
		typeof model !== "object" ||
		model === null ||
		typeof model.vocab !== "object" ||
		model.vocab === null
	) {
		throw new UserError(`"${folder}/tokenizer.json" has no "model" with a "vocab"`, {
			hint: "The file is damaged, or of another format. Fetch it again.",
		});
	}
	// The library wants every part to be there, if only as null; files may leave out what is null.
	const parts = {
		added_tokens: [],
		normalizer: null,
		pre_tokenizer: null,
		post_processor: null,
		decoder: null,
	};
	return { ...parts, ...definition, model };
}

/**
 * Adds what is listed (with other flags than tokenizer.json's: both count, as in Rust), then special tokens that are
 * still unknown. A token keeps the id that it has in the vocabulary, else gets the next free one.
 */
function addTokens(
	{ added_tokens, model }: TokenizerDefinition,
	{ listedTokens, specialTokens }: TokenizerSettings,
): NumberedToken[] {
	const all = [...added_tokens];
	const ids = vocabularyIds(model.vocab);
	const size = ids.size;
	for (const { content, id } of all) ids.set(content, id);
	let next = Math.max(size, 1 + largest(all.map(({ id }) => id)));
	const add = (token: AddedToken) => {
		const id = ids.get(token.content) ?? next++;
		ids.set(token.content, id);
		all.push({ ...token, id });
	};
	for (const token of listedTokens) if (!all.some((known) => isSame(known, token))) add(token);
	for (const token of specialTokens) if (!all.some(({ content }) => content === token.content)) add(token);
	return all;
}

/** By token text. Unigram models list [text, score] in order of ids. */
export function vocabularyIds(vocab: TokenizerDefinition["model"]["vocab"]): Map<string, number> {
	if (!Array.isArray(vocab)) return new Map(Object.entries(vocab as Record<string, number>));
	return new Map(vocab.map(([token], id) => [token as string, id]));
}

const largest = (numbers: readonly number[]): number => numbers.reduce((most, n) => Math.max(most, n), -1);

const flags = ["content", "special", "normalized", "lstrip", "rstrip", "single_word"] as const;
const isSame = (a: AddedToken, b: AddedToken): boolean => flags.every((flag) => a[flag] === b[flag]);

/** The library cuts such a token out of the middle of words too. */
function refuseSingleWord(folder: string, tokens: readonly NumberedToken[]): void {
	const token = tokens.find(({ single_word }) => single_word);
	if (token === undefined) return;
	throw new UserError(
		`"${folder}" has the token "${token.content}" with "single_word", which is not supported`,
		{
			hint: "If no text of yours contains this token, set its single_word to false in tokenizer.json.",
		},
	);
}

/** GPT-2's class sets it where the outermost pre-tokenizer has such a switch, and only there. */
function withPrefixSpace(
	preTokenizer: TokenizerDefinition["pre_tokenizer"],
	prefixSpace: boolean | undefined,
): TokenizerDefinition["pre_tokenizer"] {
	if (prefixSpace === undefined || preTokenizer === null || !("add_prefix_space" in preTokenizer))
		return preTokenizer;
	return { ...preTokenizer, add_prefix_space: prefixSpace };
}

/** BOS, the text, EOS. */
function template(folder: string, { adds, bosToken, eosToken }: TokenizerSettings): object {
	const special = (name: "bos" | "eos", token: string | undefined) => {
		if (!adds?.[name]) return [];
		if (token !== undefined) return [{ SpecialToken: { id: token, type_id: 0 } }];
		throw new UserError(
			`"${folder}/tokenizer_config.json" has add_${name}_token true, but no ${name}_token`,
			{
				hint: `Add "${name}_token", or set "add_${name}_token": false.`,
			},
		);
	};
	const single = [
		...special("bos", bosToken),
		{ Sequence: { id: "A", type_id: 0 } },
		...special("eos", eosToken),
	];
	return { type: "TemplateProcessing", single, pair: [], special_tokens: {} };
}

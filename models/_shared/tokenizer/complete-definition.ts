import { UserError } from "#core/errors";
import type { AddedToken } from "./added-token.ts";
import { refuseParts } from "./refuse-parts.ts";
import type { TokenizerFiles } from "./tokenizer-files.ts";
import type { TokenizerSettings } from "./tokenizer-settings.ts";

interface NumberedToken extends AddedToken {
	readonly id: number;
}

/** tokenizer.json as far as this folder reads it. */
export interface TokenizerDefinition {
	readonly truncation: unknown;
	readonly padding: unknown;
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
	return {
		...definition,
		// Texts are fed whole: transformers, too, switches these off unless they are asked for.
		truncation: null,
		padding: null,
		added_tokens: addedTokens,
		pre_tokenizer: withPrefixSpace(definition.pre_tokenizer, settings.prefixSpace),
		post_processor:
			settings.adds === undefined ? definition.post_processor : template(files.folder, settings, addedTokens),
	};
}

function checkDefinition({ folder, definition }: TokenizerFiles): TokenizerDefinition {
	refuseParts(folder, definition);
	const { model, added_tokens } = definition as Partial<TokenizerDefinition>;
	if (!isObject(model) || !isVocabulary(model.vocab)) {
		throw new UserError(`"${folder}/tokenizer.json" has no "model" with a "vocab"`, {
			hint: "The file is damaged, or of another format. Fetch it again.",
		});
	}
	if (added_tokens !== undefined && !(Array.isArray(added_tokens) && added_tokens.every(isObject))) {
		throw new UserError(`"${folder}/tokenizer.json": "added_tokens" must be a list of objects`, {
			hint: "The file is damaged, or of another format. Fetch it again.",
		});
	}
	// The library wants every part to be there, if only as null; files may leave out what is null.
	const parts = {
		truncation: null,
		padding: null,
		added_tokens: [],
		normalizer: null,
		pre_tokenizer: null,
		post_processor: null,
		decoder: null,
	};
	return { ...parts, ...definition, model };
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

const isVocabulary = (vocab: unknown): boolean =>
	Array.isArray(vocab)
		? vocab.every((entry) => Array.isArray(entry) && typeof entry[0] === "string")
		: isObject(vocab);

/**
 * Adds what is listed, then special tokens that are still unknown. A token keeps the id that it has in the vocabulary, else
 * gets the next free one. One that is known already gets the flags with which tokenizers 0.19 looked for it.
 */
function addTokens(
	{ added_tokens, model }: TokenizerDefinition,
	{ listedTokens, specialTokens }: TokenizerSettings,
): NumberedToken[] {
	const all = new Map<string, NumberedToken>();
	for (const token of added_tokens) all.set(token.content, token);
	const ids = vocabularyIds(model.vocab);
	const size = ids.size;
	for (const { content, id } of added_tokens) ids.set(content, id);
	let next = Math.max(size, 1 + largest(added_tokens.map(({ id }) => id)));
	const add = (token: AddedToken) => {
		const known = all.get(token.content);
		const id = ids.get(token.content) ?? next++;
		ids.set(token.content, id);
		all.set(token.content, { ...(known === undefined ? token : merged(known, token)), id });
	};
	for (const token of listedTokens) add(token);
	for (const token of specialTokens) if (!all.has(token.content)) add(token);
	return [...all.values()];
}

/**
 * A token that was added with some flags, then with others. The library (0.23) keeps the last alone; its version 0.19 went
 * on looking for the first too, and found what this finds.
 */
const merged = (first: AddedToken, last: AddedToken): AddedToken => ({
	...last,
	normalized: first.normalized && (first.special || last.normalized),
});

/** By token text. Unigram models list [text, score] in order of ids. */
export function vocabularyIds(vocab: TokenizerDefinition["model"]["vocab"]): Map<string, number> {
	if (!Array.isArray(vocab)) return new Map(Object.entries(vocab as Record<string, number>));
	return new Map(vocab.map(([token], id) => [token as string, id]));
}

const largest = (numbers: readonly number[]): number => numbers.reduce((most, n) => Math.max(most, n), -1);

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
function template(
	folder: string,
	{ adds, bosToken, eosToken }: TokenizerSettings,
	tokens: readonly NumberedToken[],
): object {
	const added = (name: "bos" | "eos", token: string | undefined): string[] => {
		if (!adds?.[name]) return [];
		if (token !== undefined) return [token];
		throw new UserError(
			`"${folder}/tokenizer_config.json" has add_${name}_token true, but no ${name}_token`,
			{
				hint: `Add "${name}_token", or set "add_${name}_token": false.`,
			},
		);
	};
	const [bos, eos] = [added("bos", bosToken), added("eos", eosToken)];
	const special = (ids: readonly string[], type_id: number) =>
		ids.map((id) => ({ SpecialToken: { id, type_id } }));
	const around = (id: "A" | "B", type_id: number) => [
		...special(bos, type_id),
		{ Sequence: { id, type_id } },
		...special(eos, type_id),
	];
	const special_tokens = Object.fromEntries(
		[...bos, ...eos].map((content) => {
			const { id } = tokens.find((token) => token.content === content)!; // `addTokens` has seen to it
			return [content, { id: content, ids: [id], tokens: [content] }];
		}),
	);
	return {
		type: "TemplateProcessing",
		single: around("A", 0),
		pair: [...around("A", 0), ...around("B", 1)],
		special_tokens,
	};
}

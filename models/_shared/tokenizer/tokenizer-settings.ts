import { type AddedToken, addedToken } from "./added-token.ts";
import { type TokenizerClass, tokenizerClass } from "./tokenizer-class.ts";
import type { TokenizerFiles } from "./tokenizer-files.ts";

/** tokenizer_config.json with the defaults of its tokenizer class filled in. */
export interface TokenizerSettings {
	readonly bosToken: string | undefined;
	readonly eosToken: string | undefined;
	/** `added_tokens_decoder`, in order of its ids. */
	readonly listedTokens: readonly AddedToken[];
	/** BOS, EOS and the others that have a role. */
	readonly specialTokens: readonly AddedToken[];
	/** Undefined: tokenizer.json's post-processor decides. */
	readonly adds: { readonly bos: boolean; readonly eos: boolean } | undefined;
	/** Undefined: tokenizer.json decides. */
	readonly prefixSpace: boolean | undefined;
	readonly cleansUpSpaces: boolean;
	readonly paddingSide: "left" | "right";
}

type Values = Readonly<Record<string, unknown>>;

export function resolveSettings({ settings, config }: TokenizerFiles): TokenizerSettings {
	const named = [settings.tokenizer_class, config.tokenizer_class].find((name) => typeof name === "string");
	const modelType = config.model_type;
	const family = tokenizerClass(
		named as string | undefined,
		typeof modelType === "string" ? modelType : undefined,
	);
	const special = specialTokens(settings, family);
	const all = [...special.values(), ...additional(settings)];
	return {
		bosToken: special.get("bos_token")?.content,
		eosToken: special.get("eos_token")?.content,
		listedTokens: listedTokens(settings, all),
		specialTokens: all,
		adds: family.adds && {
			bos: flag(settings, "add_bos_token", family.adds.bos),
			eos: flag(settings, "add_eos_token", family.adds.eos),
		},
		prefixSpace: family.setsPrefixSpace && flag(settings, "add_prefix_space", false),
		cleansUpSpaces: flag(settings, "clean_up_tokenization_spaces", family.cleansUpSpaces),
		paddingSide: family.forcedPaddingSide ?? side(settings.padding_side) ?? family.paddingSide,
	};
}

/** A setting that is there but null is false, as in Python. */
const flag = (settings: Values, name: string, absent: boolean): boolean =>
	name in settings ? Boolean(settings[name]) : absent;

const side = (value: unknown) => (value === "left" || value === "right" ? value : undefined);

/** By attribute, in transformers' order. A token that is there but null is none, whatever the class assumes. */
function specialTokens(settings: Values, family: TokenizerClass): Map<string, AddedToken> {
	const assumed: Values = {
		bos_token: family.bosToken,
		eos_token: family.eosToken,
		unk_token: family.unkToken,
	};
	const found = new Map<string, AddedToken>();
	for (const part of ["bos", "eos", "unk", "sep", "pad", "cls", "mask"]) {
		const name = `${part}_token`;
		const token = addedToken(name in settings ? settings[name] : assumed[name], true);
		if (token !== undefined) found.set(name, token);
	}
	return found;
}

function additional(settings: Values): AddedToken[] {
	const values = settings.additional_special_tokens;
	if (!Array.isArray(values)) return [];
	return values.map((value) => addedToken(value, true)).filter((token) => token !== undefined);
}

function listedTokens(settings: Values, special: readonly AddedToken[]): AddedToken[] {
	const isSpecial = new Set(special.map(({ content }) => content));
	return Object.entries(settings.added_tokens_decoder ?? {})
		.sort(([a], [b]) => Number(a) - Number(b))
		.map(([, value]) => addedToken(value))
		.filter((token) => token !== undefined)
		.map((token) => ({ ...token, special: token.special || isSpecial.has(token.content) }));
}

import { join } from "node:path";
import { readJsonObject } from "#engine/safetensors/read-json-object";
import type { CheckpointConfig } from "../checkpoint/read-config.ts";
import {
	type GenerationConfig,
	isTokenId,
	readGenerationConfig,
} from "../checkpoint/read-generation-config.ts";
import { completeDefinition, vocabularyIds } from "../tokenizer/complete-definition.ts";
import type { TokenizerFiles } from "../tokenizer/tokenizer-files.ts";
import type { TokenizerSettings } from "../tokenizer/tokenizer-settings.ts";

/** What a folder's files say otherwise of tokens than config.json, and what is used. @param vocab rows of the embedding */
export function tokenNotes(
	folder: string,
	config: CheckpointConfig,
	vocab: number,
	tokenizer: { readonly files: TokenizerFiles; readonly settings: TokenizerSettings },
): string[] {
	const generation = readJsonObject(join(folder, "generation_config.json"));
	const read = readGenerationConfig(folder);
	return [
		...unreadIds("config.json", config.values),
		...(generation === undefined ? [] : unreadIds("generation_config.json", generation)),
		...(generation === undefined ? [] : endNote(config, read)),
		...farEnds(read, vocab),
		...vocabularyNote(vocab, completeDefinition(tokenizer.files, tokenizer.settings)),
	];
}

/** Settings that transformers knows and that nothing here reads. */
function unreadIds(file: string, values: Readonly<Record<string, unknown>>): string[] {
	return ["bos_token_id", "pad_token_id"].flatMap((name) => {
		const value = values[name] ?? undefined;
		if (value === undefined || isTokenId(value)) return [];
		return [`${file} has "${name}": ${JSON.stringify(value)}, which is no token id; nothing reads it here`];
	});
}

function endNote({ values }: CheckpointConfig, { eosIds }: GenerationConfig): string[] {
	const said = [values.eos_token_id ?? []].flat();
	if (eosIds.length === 0 || said.every((id) => eosIds.includes(id as number))) return [];
	return [
		`config.json has "eos_token_id": ${JSON.stringify(values.eos_token_id)}, generation_config.json ${JSON.stringify(eosIds)}: texts end as generation_config.json says`,
	];
}

const farEnds = ({ eosIds }: GenerationConfig, vocab: number): string[] =>
	eosIds
		.filter((id) => id >= vocab)
		.map((id) => `"eos_token_id" ${id} is not one of the ${vocab} tokens of the embedding: it ends no text`);

function vocabularyNote(
	vocab: number,
	{ model, added_tokens }: ReturnType<typeof completeDefinition>,
): string[] {
	const tokens = new Map([...vocabularyIds(model.vocab), ...added_tokens.map(idOf)]);
	const far = [...tokens].filter(([, id]) => id >= vocab);
	if (far.length === 0) return [];
	const [token, id] = far[0]!;
	const more = far.length === 1 ? "" : ` and ${far.length - 1} more`;
	return [
		`the tokenizer has tokens that the embedding of ${vocab} rows has not (${JSON.stringify(token)}, id ${id}${more}): a text with one fails`,
	];
}

const idOf = ({ content, id }: { readonly content: string; readonly id: number }) => [content, id] as const;

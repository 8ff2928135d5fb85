import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "#core/errors";
import { readJsonObject } from "#engine/safetensors/read-json-object";

type Values = Readonly<Record<string, unknown>>;

/** What a checkpoint's folder says about its tokenizer. */
export interface TokenizerFiles {
	readonly folder: string;
	/** tokenizer.json: how text becomes ids. */
	readonly definition: Values;
	/** tokenizer_config.json, under special_tokens_map.json where transformers gives that one precedence. */
	readonly settings: Values;
	/** config.json; empty where absent. */
	readonly config: Values;
}

/** @throws UserError where tokenizer.json is missing, or one of the files is damaged */
export function readTokenizerFiles(folder: string): TokenizerFiles {
	const definition = readJsonObject(join(folder, "tokenizer.json"));
	if (definition === undefined) throw noTokenizer(folder);
	const settings = readJsonObject(join(folder, "tokenizer_config.json")) ?? {};
	// Checkpoints saved before `added_tokens_decoder` existed kept their special tokens in a file of their own.
	const isOld = !("added_tokens_decoder" in settings);
	const special = isOld ? readJsonObject(join(folder, "special_tokens_map.json")) : {};
	const config = readJsonObject(join(folder, "config.json")) ?? {};
	return { folder, definition, settings: { ...settings, ...special }, config };
}

function noTokenizer(folder: string): UserError {
	if (!existsSync(folder)) {
		return new UserError(`"${folder}" does not exist`, { hint: "Check the path of the checkpoint." });
	}
	const older = ["tokenizer.model", "vocab.json"].filter((name) => existsSync(join(folder, name)));
	const has = older.length === 0 ? "" : `, only an older format (${older.join(", ")})`;
	return new UserError(`"${folder}" has no tokenizer.json${has}`, {
		hint:
			"Fetch the file with the checkpoint, or make it in Python: " +
			"AutoTokenizer.from_pretrained(folder, use_fast=True).save_pretrained(folder)",
	});
}

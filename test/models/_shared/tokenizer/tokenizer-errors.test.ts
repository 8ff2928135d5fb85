import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadTokenizer } from "../../../../models/_shared/tokenizer/load-tokenizer.ts";
import { assertUserError } from "../../../engine/safetensors/user-error.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";
import { goldenCheckpoint } from "./reference-tokens.ts";

type Values = Record<string, unknown>;
const read = (name: string): Values =>
	JSON.parse(readFileSync(join(goldenCheckpoint("tiny-llama"), name), "utf8")) as Values;

/** tiny-llama's tokenizer with some of its settings changed. */
function folderOf({ definition = {}, settings = {}, config = {} }: Record<string, Values> = {}): string {
	const folder = temporaryFolder();
	const write = (name: string, values: Values) => writeFileSync(join(folder, name), JSON.stringify(values));
	write("tokenizer.json", { ...read("tokenizer.json"), ...definition });
	write("tokenizer_config.json", { ...read("tokenizer_config.json"), ...settings });
	write("config.json", { ...read("config.json"), ...config });
	return folder;
}

test("loadTokenizer() says what to do without tokenizer.json", () => {
	const folder = join(temporaryFolder(), "model");
	assertUserError(() => loadTokenizer(folder), /model" does not exist/, /path/);
	mkdirSync(folder);
	assertUserError(
		() => loadTokenizer(folder),
		/model" has no tokenizer.json$/,
		/Fetch the file.*use_fast=True/,
	);
	writeFileSync(join(folder, "tokenizer.model"), "");
	assertUserError(
		() => loadTokenizer(folder),
		/no tokenizer.json, only an older format \(tokenizer.model\)/,
		/use_fast/,
	);
});

test("loadTokenizer() refuses a damaged tokenizer.json", () => {
	const folder = folderOf();
	writeFileSync(join(folder, "tokenizer.json"), '{"model": ');
	assertUserError(() => loadTokenizer(folder), /tokenizer.json" is not JSON: /, /Fetch it again/);
	const empty = folderOf({ definition: { model: {} } });
	assertUserError(() => loadTokenizer(empty), /tokenizer.json" has no "model" with a "vocab"/, /damaged/);
});

test("loadTokenizer() refuses parts that it does not know", () => {
	const folder = folderOf({ definition: { pre_tokenizer: { type: "Telepathy" } } });
	assertUserError(() => loadTokenizer(folder), /tokenizer.json" cannot be used: /, /damaged/);
});

test("loadTokenizer() refuses to add a BOS that there is not", () => {
	const folder = folderOf({ settings: { bos_token: null } });
	assertUserError(
		() => loadTokenizer(folder),
		/add_bos_token true, but no bos_token/,
		/"add_bos_token": false/,
	);
});

test("loadTokenizer() takes EOS from generation_config.json, then config.json, where the tokenizer names none", () => {
	const folder = folderOf({ settings: { eos_token: null }, config: { eos_token_id: 7 } });
	assert.is(loadTokenizer(folder).eosId, 7);
	writeFileSync(join(folder, "generation_config.json"), '{"eos_token_id": [5, 6]}');
	assert.is(loadTokenizer(folder).eosId, 5);
	rmSync(join(folder, "generation_config.json"));
	const none = folderOf({ settings: { eos_token: null }, config: { eos_token_id: null } });
	assertUserError(() => loadTokenizer(none), /says which token ends a text/, /"eos_token"/);
});

test("loadTokenizer() needs no tokenizer_config.json", () => {
	const folder = folderOf();
	rmSync(join(folder, "tokenizer_config.json"));
	const tokenizer = loadTokenizer(folder);
	assert.equal([tokenizer.bosId, tokenizer.eosId], [1, 2]);
});

test.run();

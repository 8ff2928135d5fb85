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

test("loadTokenizer() refuses damaged lists of tokens", () => {
	const words = folderOf({ definition: { model: { type: "Unigram", vocab: [1, 2] } } });
	assertUserError(() => loadTokenizer(words), /has no "model" with a "vocab"/, /damaged/);
	const added = folderOf({ definition: { added_tokens: {} } });
	assertUserError(() => loadTokenizer(added), /"added_tokens" must be a list of objects/, /damaged/);
	const negative = folderOf({
		definition: { model: { type: "WordLevel", vocab: { a: -1 }, unk_token: "a" } },
	});
	assertUserError(() => loadTokenizer(negative), /cannot be used: .*expected u32/, /damaged/);
});

test("loadTokenizer() refuses a model that cuts a text otherwise each time", () => {
	const { model } = read("tokenizer.json") as { model: Values };
	const folder = folderOf({ definition: { model: { ...model, dropout: 0.1 } } });
	assertUserError(
		() => loadTokenizer(folder),
		/"dropout" 0.1, so that a text gets other ids/,
		/"dropout": null/,
	);
	assert.not.throws(() => loadTokenizer(folderOf({ definition: { model: { ...model, dropout: 0 } } })));
});

test("loadTokenizer() refuses damage at which the library would end the process", () => {
	for (const precompiled_charsmap of [null, "AAAA", "/////w=="]) {
		const damaged = { type: "Precompiled", precompiled_charsmap };
		const folder = folderOf({ definition: { normalizer: { type: "Sequence", normalizers: [damaged] } } });
		assertUserError(
			() => loadTokenizer(folder),
			/"Precompiled" has a damaged "precompiled_charsmap"/,
			/Fetch/,
		);
	}
	const folder = folderOf({ definition: { pre_tokenizer: { type: "FixedLength", length: 0 } } });
	assertUserError(() => loadTokenizer(folder), /"FixedLength" has length 0/, /damaged/);
});

test("a text that the vocabulary cannot say is refused, with the tokenizer's name and the text", () => {
	const model = {
		type: "WordLevel",
		vocab: { Lenz: 0, "<unk>": 1, "<s>": 2, "</s>": 3 },
		unk_token: "[UNK]",
	};
	const folder = folderOf({ definition: { model, normalizer: null, pre_tokenizer: { type: "Whitespace" } } });
	const tokenizer = loadTokenizer(folder);
	assert.equal(tokenizer.encode("Lenz", { specialTokens: false }), [0]);
	for (const encode of [() => tokenizer.encode("Lenz lives"), () => tokenizer.align("Lenz lives")]) {
		assertUserError(
			encode,
			/The tokenizer of ".*" cannot encode "Lenz lives": WordLevel error: Missing/,
			/unk_token/,
		);
	}
	assertUserError(() => tokenizer.encode("x".repeat(200)), /cannot encode "x{80}…": /, /unk_token/);
});

test("a token of its own between word boundaries is cut out there alone", () => {
	const added_tokens_decoder = { "1280": { content: "Paris", single_word: true, normalized: false } };
	const tokenizer = loadTokenizer(folderOf({ settings: { added_tokens_decoder } }));
	assert.ok(tokenizer.encode("in Paris now").includes(1280));
	assert.not(tokenizer.encode("in Parisian").includes(1280));
});

test("truncation and padding of tokenizer.json are not in force", () => {
	const truncation = { max_length: 2, strategy: "LongestFirst", stride: 0, direction: "Right" };
	const padding = {
		strategy: { Fixed: 9 },
		direction: "Right",
		pad_to_multiple_of: null,
		pad_id: 0,
		pad_type_id: 0,
		pad_token: "<unk>",
	};
	const plain = loadTokenizer(goldenCheckpoint("tiny-llama"));
	const tokenizer = loadTokenizer(folderOf({ definition: { truncation, padding } }));
	for (const text of ["Paris", "The capital of France is Paris"])
		assert.equal(tokenizer.encode(text), plain.encode(text));
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

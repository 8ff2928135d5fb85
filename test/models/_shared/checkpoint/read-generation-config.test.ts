import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readGenerationConfig } from "../../../../models/_shared/checkpoint/read-generation-config.ts";
import { assertUserError } from "../../../engine/safetensors/user-error.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";

function folderOf(generation: object | undefined, config: object = { model_type: "llama" }): string {
	const folder = temporaryFolder();
	writeFileSync(join(folder, "config.json"), JSON.stringify(config));
	if (generation !== undefined)
		writeFileSync(join(folder, "generation_config.json"), JSON.stringify(generation));
	return folder;
}

test("readGenerationConfig() reads what a chat checkpoint says", () => {
	const file = { do_sample: true, temperature: 0.6, top_p: 0.9, bos_token_id: 1, eos_token_id: 2 };
	assert.equal(readGenerationConfig(folderOf(file)), {
		sampling: { temperature: 0.6, topP: 0.9 },
		eosIds: [2],
	});
});

test("readGenerationConfig() does not look at settings that nothing reads", () => {
	const unread = { pad_token_id: -1, bos_token_id: [1], do_sample: 1, typical_p: "x", max_length: null };
	assert.equal(readGenerationConfig(folderOf({ ...unread, eos_token_id: 2 })).eosIds, [2]);
});

test("readGenerationConfig() takes several EOS, and values that keep every token for no limit", () => {
	const read = readGenerationConfig(folderOf({ eos_token_id: [128001, 128009], top_k: 0, top_p: 1.0 }));
	assert.equal(read.eosIds, [128001, 128009]);
	assert.equal(read.sampling, { topK: null, topP: null });
});

test("readGenerationConfig() takes null for absent", () => {
	const read = readGenerationConfig(folderOf({ eos_token_id: null, temperature: null }));
	assert.equal([read.eosIds, read.sampling], [[], {}]);
});

test("readGenerationConfig() falls back on config.json where there is no file of its own", () => {
	const read = readGenerationConfig(
		folderOf(undefined, { model_type: "gpt2", eos_token_id: 50256, top_k: 40 }),
	);
	assert.equal([read.eosIds, read.sampling], [[50256], { topK: 40 }]);
});

test("readGenerationConfig() refuses settings of another type, and says which file has them", () => {
	const refuses = (file: object, message: RegExp) =>
		assertUserError(() => readGenerationConfig(folderOf(file)), message, /Mend the file/);
	refuses(
		{ top_p: "0.9" },
		/generation_config.json" has "top_p": "0.9"; it should be a number of at least 0/,
	);
	refuses({ temperature: -1 }, /has "temperature": -1; it should be a number of at least 0/);
	refuses({ top_k: 1.5 }, /has "top_k": 1\.5; it should be a whole number of at least 0/);
	refuses(
		{ eos_token_id: [2, "x"] },
		/has "eos_token_id": \[2,"x"\]; it should be a token id or a list of them/,
	);
	const inConfig = folderOf(undefined, { model_type: "gpt2", eos_token_id: -1 });
	assertUserError(() => readGenerationConfig(inConfig), /[/\\]config.json" has "eos_token_id": -1/, /Mend/);
});

test.run();

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readConfig } from "../../../../models/_shared/checkpoint/read-config.ts";
import { assertUserError } from "../../../engine/safetensors/user-error.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";

function folderOf(config: string): string {
	const folder = temporaryFolder();
	writeFileSync(join(folder, "config.json"), config);
	return folder;
}

test("readConfig() gives the architecture and everything in the file", () => {
	const { modelType, values, path } = readConfig(folderOf('{"model_type": "gpt2", "n_layer": 6}'));
	assert.equal([modelType, values.n_layer], ["gpt2", 6]);
	assert.match(path, /config\.json$/);
});

test("readConfig() says when the folder or its config.json is missing", () => {
	const folder = temporaryFolder();
	assertUserError(() => readConfig(folder), /has no config.json/, /Hugging Face folder/);
	assertUserError(() => readConfig(join(folder, "nowhere")), /nowhere" does not exist/, /Check the path/);
});

test("readConfig() refuses what is not a JSON object", () => {
	assertUserError(
		() => readConfig(folderOf('{"model_type": "gpt2",')),
		/config.json" is not JSON: /,
		/damaged/,
	);
	assertUserError(() => readConfig(folderOf("null")), /holds null; it should hold an object/, /damaged/);
	assertUserError(() => readConfig(folderOf("3")), /holds a number; it should hold an object/, /damaged/);
});

test("readConfig() refuses a config that names no architecture", () => {
	assertUserError(() => readConfig(folderOf("{}")), /has no "model_type"/, /"model_type": "gpt2"/);
	assertUserError(() => readConfig(folderOf('{"model_type": 2}')), /has no "model_type"/, /Add it/);
});

test.run();

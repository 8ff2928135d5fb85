import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "#core/errors";
import { readJsonFile } from "../../../datasets/_shared/read-json-file.ts";

const test = suite("readJsonFile", { folder: "" });
test.before(async (context) => {
	context.folder = await mkdtemp(path.join(tmpdir(), "read-json-file-"));
});
test.after(({ folder }) => rm(folder, { recursive: true }));

async function refusal(file: string): Promise<UserError> {
	const error = await readJsonFile(file).then(
		() => undefined,
		(reason: unknown) => reason,
	);
	assert.instance(error, UserError);
	return error as UserError;
}

test("readJsonFile() reads a file as UTF-8", async ({ folder }) => {
	const file = path.join(folder, "facts.json");
	await writeFile(file, '["Bogotá", "🇸🇾"]');
	assert.equal(await readJsonFile(file), ["Bogotá", "🇸🇾"]);
});

test("readJsonFile() says which file is not there and from where names start", async ({ folder }) => {
	const file = path.join(folder, "missing.json");
	const error = await refusal(file);
	assert.is(error.message, `Cannot read ${file}: there is no such file.`);
	assert.is(error.hint, `Give "path" the name of a JSON file; relative names start from ${process.cwd()}.`);
});

test("readJsonFile() says so where a folder was given", async ({ folder }) => {
	assert.is((await refusal(folder)).message, `Cannot read ${folder}: it is a folder, not a file.`);
});

test("readJsonFile() names the file that is not JSON", async ({ folder }) => {
	const file = path.join(folder, "half.json");
	await writeFile(file, '[{"a"');
	assert.match((await refusal(file)).message, `${file} is not JSON`);
});

test.run();

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "#core/errors";
import { readResultFiles, readTextFiles } from "../../../reports/result-files/read-files.ts";

const test = suite<{ folder: string }>("", { folder: "" });

test.before.each(async (context) => {
	context.folder = await mkdtemp(join(tmpdir(), "result-files-"));
});
test.after.each(({ folder }) => rm(folder, { recursive: true }));

test("several files are read as one, in the order given", async ({ folder }) => {
	const paths = ["b.json", "a.json"].map((name) => join(folder, name));
	for (const [index, path] of paths.entries()) {
		await writeFile(path, `[{"case_id": 0, "post": {"rewrite_acc": [${index}]}}]`);
	}
	const records = await readResultFiles(paths);
	assert.equal(
		records.map(({ post }) => post?.rewrite_acc),
		[[0], [1]],
	);
});

async function message(run: Promise<unknown>): Promise<string> {
	try {
		await run;
	} catch (error) {
		assert.instance(error, UserError);
		return (error as UserError).message;
	}
	return "nothing was thrown";
}

test("a file that is not there is named", async ({ folder }) => {
	const path = join(folder, "none.json");
	assert.is(await message(readTextFiles([path])), `Cannot read ${path}: there is no such file.`);
});

test("a folder is not a file", async ({ folder }) => {
	assert.is(
		await message(readResultFiles([folder])),
		`Cannot read ${folder}: it is a folder; give the files in it.`,
	);
});

test("a file given twice would be counted twice, so it is refused", async ({ folder }) => {
	const path = join(folder, "a.json");
	assert.is(await message(readResultFiles([path, join(folder, ".", "a.json")])), `${path} was given twice.`);
});

test.run();

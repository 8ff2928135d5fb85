import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readRun } from "#runner/index";
import { RunRecorder } from "#runner/store/run-recorder";
import { rejection } from "../helpers/rejection.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { planFixture } from "./plan-fixture.ts";

const withManifest = async (text: string) => {
	const folder = temporaryFolder();
	await writeFile(join(folder, "manifest.json"), text);
	return folder;
};

test("a folder without a run is refused, as is one that is not there", async () => {
	const hint = /bench run/;
	await rejection(readRun(temporaryFolder()), { message: /holds no run: there is no manifest\.json/, hint });
	await rejection(readRun(join(temporaryFolder(), "nowhere")), { message: /nowhere holds no run/, hint });
});

test("a manifest that was changed since it was written is refused; no draft of it is left", async () => {
	const folder = temporaryFolder();
	const plan = await planFixture("two-nudges", { out: folder, limit: 1, only: ["editor=unedited"] });
	await (await RunRecorder.begin(plan, folder)).end(
		[{ skipped: "for the test", failed: undefined }],
		undefined,
	);
	assert.equal(await readdir(folder), ["manifest.json"]);
	const path = join(folder, "manifest.json");
	const text = await readFile(path, "utf8");
	assert.is(JSON.parse(text).format, 2);
	assert.equal((await readRun(folder)).cells[0]!.outcome, { state: "skipped", reason: "for the test" });
	await writeFile(path, text.replace('"for the test"', '"for the best"'));
	await rejection(readRun(folder), {
		message: /manifest\.json does not fit its checksum: it has changed since it was written$/,
		hint: /Delete it and run the experiment again/,
	});
});

test("a manifest that lacks what is needed is refused", async () => {
	await rejection(readRun(await withManifest('{"format":2,"cells":[]}')), {
		message: /manifest\.json is damaged: it lacks experiment, cells, models, datasets or runs$/,
		hint: /Delete it/,
	});
});

test("a manifest of another version, or a damaged one, is refused", async () => {
	await rejection(readRun(await withManifest('{"format":99}')), {
		message: /has the format 99, this version reads 2/,
	});
	await rejection(readRun(await withManifest('{"format":')), {
		message: /manifest\.json is not JSON/,
		hint: /Delete it/,
	});
});

test.run();

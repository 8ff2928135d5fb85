import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "uvu";
import { readRun } from "#runner/index";
import { rejection } from "../helpers/rejection.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

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

import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { checkpointFiles } from "#hub/checkpoint-files";
import { hubSettings } from "#hub/hub-settings";
import { locate, lookUp } from "#hub/locate";
import { gitHash } from "../helpers/hub-repository.ts";

const commit = "0123456789abcdef0123456789abcdef01234567";
const model = { kind: "model", repo: "org/tiny" } as const;
const index = JSON.stringify({
	weight_map: { a: "model-00001-of-00002.safetensors", b: "model-00002-of-00002.safetensors" },
});

/** The cache that hf_hub_download leaves after fetching these files one by one. */
async function pythonCache(files: Readonly<Record<string, string>>) {
	const home = await mkdtemp(path.join(tmpdir(), "hub-locate-"));
	const root = path.join(home, "hub", "models--org--tiny");
	const folder = path.join(root, "snapshots", commit);
	for (const name of ["refs", "blobs", `snapshots/${commit}/sub`]) {
		await mkdir(path.join(root, name), { recursive: true });
	}
	await writeFile(path.join(root, "refs", "main"), commit);
	for (const [name, content] of Object.entries(files)) {
		const hash = gitHash(Buffer.from(content));
		await writeFile(path.join(root, "blobs", hash), content);
		const file = path.join(folder, name);
		await symlink(path.relative(path.dirname(file), path.join(root, "blobs", hash)), file);
	}
	const settings = hubSettings({ HF_HOME: home });
	return { root, folder, settings, remove: () => rm(home, { recursive: true }) };
}

test("locate() finds what Python downloaded, by branch and by commit", async () => {
	const { folder, settings, remove } = await pythonCache({ "config.json": "{}", "sub/a.json": "1" });
	const found = { folder, revision: commit };
	assert.equal(await locate(model, ["config.json", "sub/a.json"], settings), found);
	assert.equal(await locate({ ...model, revision: commit }, ["*.json"], settings), found);
	assert.equal(await locate(model, (name) => name.endsWith(".json"), settings), found);
	assert.equal(await locate(model, undefined, settings), found);
	await remove();
});

test("locate() finds nothing in another revision, kind or repository, or in an empty cache", async () => {
	const { settings, remove } = await pythonCache({ "config.json": "{}" });
	assert.is(await locate({ ...model, revision: "v1" }, undefined, settings), undefined);
	assert.is(await locate({ ...model, revision: "main/sub" }, undefined, settings), undefined);
	assert.is(await locate({ ...model, kind: "dataset" }, undefined, settings), undefined);
	assert.is(await locate({ ...model, repo: "org/other" }, undefined, settings), undefined);
	await remove();
	assert.is(await locate(model, undefined, settings), undefined);
});

test("lookUp() names the files that are missing", async () => {
	const { settings, remove } = await pythonCache({ "config.json": "{}" });
	const { missing, snapshot } = await lookUp(model, ["config.json", "vocab.json", "*.txt"], settings);
	assert.equal(missing, ["vocab.json", "*.txt"]);
	assert.is(snapshot?.revision, commit);
	assert.is(await locate(model, ["config.json", "vocab.json"], settings), undefined);
	assert.equal((await lookUp(model, (name) => name.endsWith(".md"), settings)).missing, [
		"every file asked for",
	]);
	await remove();
});

test("a link whose blob is gone counts as missing", async () => {
	const { root, settings, remove } = await pythonCache({ "config.json": "{}" });
	await rm(path.join(root, "blobs"), { recursive: true });
	assert.equal((await lookUp(model, ["config.json"], settings)).missing, ["config.json"]);
	await remove();
});

test("a checkpoint whose index names a shard that is not there is not complete", async () => {
	const files = {
		"config.json": "{}",
		"model.safetensors.index.json": index,
		"model-00001-of-00002.safetensors": "w",
	};
	const { settings, remove } = await pythonCache(files);
	assert.equal((await lookUp(model, checkpointFiles, settings)).missing, [
		"model-00002-of-00002.safetensors",
	]);
	await remove();
	const whole = await pythonCache({ ...files, "model-00002-of-00002.safetensors": "v" });
	assert.is((await locate(model, checkpointFiles, whole.settings))?.revision, commit);
	await whole.remove();
	const torn = await pythonCache({ ...files, "model.safetensors.index.json": index.slice(0, 20) });
	assert.equal((await lookUp(model, checkpointFiles, torn.settings)).missing, [
		"model.safetensors.index.json",
	]);
	await torn.remove();
});

test("where the commit's list of files is known, each wanted file is missed, except the optional ones", async () => {
	const { root, settings, remove } = await pythonCache({ "config.json": "{}", "model.safetensors": "w" });
	const entry = (size: number) => ({ size, blob_id: "0".repeat(40) });
	const files = {
		"config.json": entry(2),
		"model.safetensors": { ...entry(130), lfs_sha256: "0".repeat(64), lfs_size: 1 },
		"tokenizer.json": entry(9),
		"merges.txt": entry(9),
		"README.md": entry(9),
	};
	await mkdir(path.join(root, "trees"));
	const listing = path.join(root, "trees", `${commit}.json`);
	await writeFile(listing, JSON.stringify({ format_version: 1, files }));
	const found = await lookUp(model, checkpointFiles, settings);
	assert.equal(found.missing, ["tokenizer.json"]);
	assert.equal(found.missingOptional, ["merges.txt"]);
	// A listing of another version, or a torn one, is none.
	for (const text of [
		JSON.stringify({ format_version: 2, files }),
		'{"format_version":1,"fi',
		'{"format_version":1,"files":{"a":1}}',
	]) {
		await writeFile(listing, text);
		assert.is((await locate(model, checkpointFiles, settings))?.revision, commit);
	}
	await remove();
});

test.run();

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { checkpointFiles } from "#hub/checkpoint-files";
import { download } from "#hub/download";
import { locate, lookUp } from "#hub/locate";
import { type HubFixture, patterned, withHub } from "../helpers/hub-fixture.ts";

const python = process.env.EDITBENCH_PYTHON ?? "python3";
const run = promisify(execFile);
const version = await run(python, ["-c", "import huggingface_hub; print(huggingface_hub.__version__)"]).then(
	({ stdout }) => stdout.trim(),
	() => undefined,
);
if (version === undefined) {
	console.log(`skipped: ${python} has no huggingface_hub; EDITBENCH_PYTHON may name one that has`);
}

const weights = patterned(300_000, 5);
const files = { "config.json": "{}", "tokenizer.json": "{}", "model.safetensors": weights, "README.md": "#" };
const model = { kind: "model", repo: "org/tiny", files: checkpointFiles } as const;

/** Runs a line of Python with huggingface_hub, on the same hub and cache. @returns what it prints */
async function inPython({ environment }: HubFixture, code: string): Promise<string> {
	const env = { ...process.env, ...environment, HF_HUB_DISABLE_PROGRESS_BARS: "1", HF_HUB_DISABLE_XET: "1" };
	const { stdout } = await run(python, ["-c", `import huggingface_hub as h\n${code}`], {
		env,
		timeout: 60_000,
	});
	return stdout.trim();
}

/** A test that needs the real thing. */
const withPython = (title: string, body: (fixture: HubFixture) => Promise<void>) =>
	version === undefined ? test.skip(title, () => undefined) : test(title, withHub(body));

withPython("locate() finds what Python's snapshot_download and hf_hub_download left", async (fixture) => {
	const { server, settings, limits } = fixture;
	const commit = server.host("models/org/tiny", files);
	const config = await inPython(fixture, 'print(h.hf_hub_download("org/tiny", "config.json"))');
	assert.equal((await lookUp(model, checkpointFiles, settings)).missing, ["*.safetensors"]);
	const folder = await inPython(fixture, 'print(h.snapshot_download("org/tiny", ignore_patterns=["*.md"]))');
	assert.is(path.dirname(config), folder);
	server.behave();
	assert.equal(await locate(model, checkpointFiles, settings), { folder, revision: commit });
	assert.equal(await download(model, { settings, limits }), { folder, revision: commit });
	assert.equal(server.seen, []);
});

withPython("Python finds what download() left, complete and in order", async (fixture) => {
	const { server, settings, limits } = fixture;
	const commit = server.host("models/org/tiny", files);
	const { folder } = await download(model, { settings, limits });
	server.behave();
	const code = `
patterns = ["*.json", "*.safetensors"]
print(h.snapshot_download("org/tiny", allow_patterns=patterns, local_files_only=True))
print(h.hf_hub_download("org/tiny", "model.safetensors", revision="${commit}", local_files_only=True))
cache = h.scan_cache_dir()
(repo,) = cache.repos
(revision,) = repo.revisions
print(len(cache.warnings), repo.repo_id, revision.commit_hash, sorted(revision.refs), revision.nb_files)
`;
	const [snapshot, file, scan] = (await inPython(fixture, code)).split("\n");
	assert.is(snapshot, folder);
	assert.equal(await readFile(file!), weights);
	assert.is(scan, `0 org/tiny ${commit} ['main'] 3`);
	// Newer versions ask the hub about other things, never about this repository.
	assert.equal(
		server.seen.filter((seen) => seen.path.includes("org/tiny")),
		[],
	);
});

test.run();

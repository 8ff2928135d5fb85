import { lstat, readdir, readFile, readlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { checkpointFiles } from "#hub/checkpoint-files";
import { download, type Progress } from "#hub/download";
import { locate } from "#hub/locate";
import { patterned, withHub } from "../helpers/hub-fixture.ts";
import { gitHash, sha256 } from "../helpers/hub-repository.ts";
import { rejection } from "../helpers/rejection.ts";

const weights = patterned(300_000);
const checkpoint = {
	"README.md": "# tiny",
	"config.json": '{"model_type":"gpt2"}',
	"tokenizer.json": "{}",
	"model.safetensors": weights,
	"onnx/config.json": "{}",
};
const model = { kind: "model", repo: "org/tiny", files: checkpointFiles } as const;

test(
	"download() lays files out like Python's tools: blobs by hash, links by commit, the branch in refs",
	withHub(async ({ server, settings, limits }) => {
		const commit = server.host("models/org/tiny", checkpoint);
		const { folder, revision } = await download(model, { settings, limits });
		const root = path.join(settings.cache, "models--org--tiny");
		assert.is(revision, commit);
		assert.is(folder, path.join(root, "snapshots", commit));
		assert.equal((await readdir(folder)).sort(), ["config.json", "model.safetensors", "tokenizer.json"]);
		assert.ok((await lstat(path.join(folder, "model.safetensors"))).isSymbolicLink());
		assert.is(await readlink(path.join(folder, "model.safetensors")), `../../blobs/${sha256(weights)}`);
		const config = Buffer.from(checkpoint["config.json"]);
		assert.is(await readlink(path.join(folder, "config.json")), `../../blobs/${gitHash(config)}`);
		assert.equal(await readFile(path.join(folder, "model.safetensors")), weights);
		assert.is(await readFile(path.join(root, "refs", "main"), "utf8"), commit);
		assert.is((await readdir(path.join(root, "blobs"))).length, 3, "nothing partial is left");
	}),
);

test(
	"a second download() asks the hub nothing",
	withHub(async ({ server, settings, limits }) => {
		server.host("models/org/tiny", checkpoint);
		const first = await download(model, { settings, limits });
		server.behave();
		assert.equal(await download(model, { settings, limits }), first);
		assert.equal(server.seen, []);
	}),
);

test(
	"download() with refresh follows a branch that moved, and fetches only what changed",
	withHub(async ({ server, settings, limits }) => {
		server.host("models/org/tiny", checkpoint);
		const first = await download(model, { settings, limits });
		const moved = server.host("models/org/tiny", { ...checkpoint, "config.json": '{"model_type":"llama"}' });
		server.behave();
		assert.is((await download(model, { settings, limits })).revision, first.revision);
		const second = await download({ ...model, refresh: true }, { settings, limits });
		assert.is(second.revision, moved);
		assert.equal(
			server.transfers().map((seen) => seen.path.split("/").at(-1)),
			["config.json"],
		);
		assert.equal(await readFile(path.join(second.folder, "model.safetensors")), weights);
	}),
);

test(
	"download() of a pinned commit resolves nothing and writes no ref",
	withHub(async ({ server, settings, limits }) => {
		const old = server.host("models/org/tiny", checkpoint);
		server.host("models/org/tiny", { ...checkpoint, "config.json": "{}" });
		const { folder, revision } = await download({ ...model, revision: old }, { settings, limits });
		assert.is(revision, old);
		assert.is(await readFile(path.join(folder, "config.json"), "utf8"), checkpoint["config.json"]);
		assert.not(server.seen.some((seen) => seen.path.includes("/revision/")));
		assert.not((await readdir(path.join(settings.cache, "models--org--tiny"))).includes("refs"));
	}),
);

test(
	"download() takes a revision with slashes, as the hub's pull requests have",
	withHub(async ({ server, settings, limits }) => {
		server.host("models/org/tiny", checkpoint);
		const converted = server.host("models/org/tiny", { "config.json": "{}" }, { branch: "refs/pr/1" });
		const request = {
			kind: "model",
			repo: "org/tiny",
			revision: "refs/pr/1",
			files: ["config.json"],
		} as const;
		assert.is((await download(request, { settings, limits })).revision, converted);
		assert.is((await locate(request, request.files, settings))?.revision, converted);
	}),
);

test(
	"download() brings data sets, from folders too, by name or by pattern",
	withHub(async ({ server, settings, limits }) => {
		const rows = { "data/train 1.json": "[1]", "data/test.json": "[2]", "notes.txt": "no" };
		server.host("datasets/org/facts", rows);
		const request = { kind: "dataset", repo: "org/facts", files: ["data/*.json"] } as const;
		const { folder } = await download(request, { settings, limits });
		assert.ok(folder.startsWith(path.join(settings.cache, "datasets--org--facts")));
		assert.is(await readFile(path.join(folder, "data/train 1.json"), "utf8"), "[1]");
		assert.equal((await readdir(path.join(folder, "data"))).sort(), ["test.json", "train 1.json"]);
		assert.ok(server.seen.some((seen) => seen.path.startsWith("/datasets/org/facts/resolve/")));
	}),
);

test(
	"download() reads a listing of several pages, and brings more files than it fetches at a time",
	withHub(async ({ server, settings, limits }) => {
		server.pageSize = 3;
		const files = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`${i}.json`, `[${i}]`]));
		server.host("datasets/org/many", files);
		const { folder } = await download(
			{ kind: "dataset", repo: "org/many", files: ["*.json"] },
			{ settings, limits },
		);
		assert.is((await readdir(folder)).length, 10);
		assert.is(server.seen.filter((seen) => seen.path.includes("/tree/")).length, 4);
	}),
);

test(
	"the token goes to the hub and never to the host the hub sends us to",
	withHub(async ({ server, settings, limits }) => {
		server.host("models/org/tiny", checkpoint, { privateTo: "secret-of-a-mirror" });
		await download(model, { settings: { ...settings, token: "secret-of-a-mirror" }, limits });
		const byHost = (host: string) => server.seen.filter((seen) => seen.host === host);
		assert.ok(byHost("hub").every((seen) => seen.authorization === "Bearer secret-of-a-mirror"));
		assert.is(byHost("cdn").length, 1);
		assert.ok(byHost("cdn").every((seen) => seen.authorization === undefined));
	}),
);

test(
	"download() reports the bytes of each file and of all, from nothing to everything",
	withHub(async ({ server, settings, limits }) => {
		server.host("models/org/tiny", checkpoint);
		const reports: Progress[] = [];
		await download({ ...model, onProgress: (progress) => reports.push(progress) }, { settings, limits });
		const total = weights.length + checkpoint["config.json"].length + 2;
		assert.ok(reports.every(({ received, size, totalSize }) => received <= size && totalSize === total));
		assert.is(reports.at(-1)?.totalReceived, total);
		assert.is(reports.findLast(({ file }) => file === "model.safetensors")?.received, weights.length);
	}),
);

test(
	"download() copies where links are switched off",
	withHub(async ({ server, settings, limits }) => {
		server.host("models/org/tiny", checkpoint);
		const { folder } = await download(model, { settings: { ...settings, symlinks: false }, limits });
		assert.ok((await lstat(path.join(folder, "config.json"))).isFile());
		assert.equal(await readFile(path.join(folder, "model.safetensors")), weights);
	}),
);

test(
	"download() replaces a blob that has lost its end",
	withHub(async ({ server, settings, limits }) => {
		server.host("models/org/tiny", checkpoint);
		const { folder } = await download(model, { settings, limits });
		await writeFile(path.join(folder, "model.safetensors"), weights.subarray(0, 1000));
		await download(model, { settings, limits });
		assert.equal(await readFile(path.join(folder, "model.safetensors")), weights);
	}),
);

test(
	"download() stops when told to, and goes on later from the bytes it has",
	withHub(async ({ server, settings, limits }) => {
		server.host("models/org/tiny", checkpoint);
		server.misbehave(/cdn:/, { kind: "drip", bytes: 50_000, everyMs: 30 }, 1);
		const stop = new AbortController();
		const onProgress = ({ received }: Progress): void => {
			if (received > 60_000) stop.abort();
		};
		const error = await download({ ...model, onProgress, signal: stop.signal }, { settings, limits }).catch(
			(e) => e,
		);
		assert.is(error.name, "AbortError");
		assert.is(await locate(model, checkpointFiles, settings), undefined);
		server.behave();
		const { folder } = await download(model, { settings, limits });
		assert.ok(
			Number(
				server
					.transfers()
					.find((seen) => seen.host === "cdn")
					?.range?.match(/\d+/)?.[0],
			) > 60_000,
		);
		assert.equal(await readFile(path.join(folder, "model.safetensors")), weights);
	}),
);

test(
	"offline, download() returns what is there and names what is not",
	withHub(async ({ server, settings, limits }) => {
		server.host("models/org/tiny", checkpoint);
		const offline = { ...settings, offline: true };
		await rejection(download(model, { settings: offline, limits }), {
			message:
				/^model 'org\/tiny' at 'main' is not in .+hub, lacking config\.json, \*\.safetensors, and HF_HUB_OFFLINE/,
			hint: /Unset HF_HUB_OFFLINE/,
		});
		const online = await download(model, { settings, limits });
		server.behave();
		assert.equal(await download(model, { settings: offline, limits }), online);
		const readme = { kind: "model", repo: "org/tiny", files: ["README.md"] } as const;
		await rejection(download(readme, { settings: offline, limits }), { message: /lacking README\.md/ });
		assert.equal(server.seen, []);
	}),
);

test.run();

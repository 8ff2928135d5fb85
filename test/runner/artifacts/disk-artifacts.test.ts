import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Artifact, ArtifactRequest } from "#core/artifacts";
import { ArtifactStore } from "#runner/artifacts/artifact-store";
import { DiskArtifacts } from "#runner/artifacts/disk-artifacts";
import { rejection } from "../../helpers/rejection.ts";

const disk = suite<{ folder: string }>("DiskArtifacts");
disk.before.each((context) => {
	context.folder = mkdtempSync(join(tmpdir(), "artifacts-"));
});
disk.after.each(({ folder }) => rm(folder, { recursive: true }));

const open = (folder: string, model = "m", say: (text: string) => void = () => {}) =>
	new DiskArtifacts({ model, title: "model", store: new ArtifactStore(folder), say });

/** Counts how often it is built. */
function counted(kind = "moments", key: object = { layer: 1 }) {
	const state = { builds: 0 };
	const request: ArtifactRequest = {
		kind,
		key: { ...key },
		build: async () => {
			state.builds++;
			return made;
		},
	};
	return { state, request };
}

const made: Artifact = {
	tensors: new Map([
		["exact", { shape: [1, 3], data: Float64Array.of(1 / 3, -0, 1e-300) }],
		["short", { shape: [2], data: Float32Array.of(0.1, 2) }],
	]),
	info: { tokens: 7, note: "é" },
};

disk("what is kept of a model and a kind is told, the newest first", async ({ folder }) => {
	await open(folder).obtain(counted("moments", { layer: 1 }).request);
	await new Promise((resolve) => setTimeout(resolve, 5));
	await open(folder).obtain(counted("moments", { layer: 2 }).request);
	await open(folder).obtain(counted("other").request);
	await open(folder, "another model").obtain(counted("moments", { layer: 3 }).request);
	const kept = await open(folder).kept("moments");
	assert.equal(
		kept.map(({ key, info }) => [key.layer, info.tokens]),
		[
			[2, 7],
			[1, 7],
		],
	);
	assert.equal(await open(join(folder, "nowhere")).kept("moments"), []);
});

disk("what was built is there for the next run, to the last bit", async ({ folder }) => {
	const { state, request } = counted();
	await open(folder).obtain(request);
	const again = await open(folder).obtain(request);
	assert.is(state.builds, 1);
	assert.equal(again, made);
	assert.ok(Object.is(again.tensors.get("exact")!.data[1], -0));
});

disk("another model, kind or part of the key is built anew", async ({ folder }) => {
	const key = { layer: 1, corpus: { sha256: "a" }, samples: 10 };
	for (const [kind, other, model] of [
		["moments", key, "m"],
		["moments", key, "other"],
		["templates", key, "m"],
		["moments", { ...key, layer: 2 }, "m"],
		["moments", { ...key, corpus: { sha256: "b" } }, "m"],
		["moments", { ...key, samples: 11 }, "m"],
	] as const) {
		const { state, request } = counted(kind, other);
		await open(folder, model).obtain(request);
		await open(folder, model).obtain(request);
		assert.is(state.builds, 1, JSON.stringify([kind, other, model]));
	}
	const reordered = counted("moments", { samples: 10, corpus: { sha256: "a" }, layer: 1 });
	await open(folder).obtain(reordered.request);
	assert.is(reordered.state.builds, 0);
});

disk("two that want the same at the same time get the work of one", async ({ folder }) => {
	const { state, request } = counted();
	const one = open(folder);
	await Promise.all([one.obtain(request), one.obtain(request), open(folder).obtain(request)]);
	assert.is(state.builds, 1);
});

disk("of several, those that are missing are built in one go", async ({ folder }) => {
	const keys = [{ layer: 3 }, { layer: 1 }, { layer: 2 }];
	await open(folder).obtain(counted("moments", keys[1]).request);
	const calls: (readonly number[])[] = [];
	const found = await open(folder).obtainAll({
		kind: "moments",
		keys,
		async build(missing) {
			calls.push(missing);
			return missing.map((index) => ({ tensors: new Map(), info: { index } }));
		},
	});
	assert.equal(calls, [[0, 2]]);
	assert.equal(
		found.map(({ info }) => info.index ?? info.tokens),
		[0, 7, 2],
	);
});

disk("a build that fails can be tried again, and finds what it had saved", async ({ folder }) => {
	const attempt = (fails: boolean) =>
		open(folder).obtainAll({
			kind: "moments",
			keys: [{ layer: 1 }],
			async build(_missing, { saved, save }) {
				const found = await saved(0);
				if (fails) {
					assert.is(found, undefined);
					await save(0, { tensors: new Map(), info: { done: 1 } });
					await save(0, made);
					throw new Error("out of luck");
				}
				return [found!];
			},
		});
	await attempt(true).then(
		() => assert.unreachable(),
		({ message }) => assert.is(message, "out of luck"),
	);
	const store = new ArtifactStore(folder);
	assert.equal((await store.list()).unfinished.length, 1);
	assert.equal((await attempt(false))[0], made);
	// Neither a lock nor what was unfinished stays.
	assert.equal(readdirSync(folder).length, 1);
});

disk("what is kept can be listed and removed", async ({ folder }) => {
	await open(folder).obtain(counted().request);
	const store = new ArtifactStore(folder);
	const { stored, unfinished } = await store.list();
	assert.equal(unfinished, []);
	const [{ name, kind, model, title, key, info, bytes }] = stored as [(typeof stored)[number]];
	assert.match(name, /^moments-[0-9a-f]{16}$/);
	assert.equal(
		{ kind, model, title, key, info },
		{ kind: "moments", model: "m", title: "model", key: { layer: 1 }, info: made.info },
	);
	assert.ok(bytes > 32);
	await store.remove(name);
	assert.equal((await store.list()).stored, []);
	const { state, request } = counted();
	await open(folder).obtain(request);
	assert.is(state.builds, 1);
});

for (const [what, damage, fault] of [
	["without its info.json", (path) => rmSync(join(path, "info.json")), /it has no info\.json/],
	[
		"whose info.json is cut off",
		(path) => truncateSync(join(path, "info.json"), 20),
		/info\.json is not JSON/,
	],
	["whose info.json says nothing", (path) => writeFileSync(join(path, "info.json"), "{}"), /says nothing/],
	["whose tensors are cut off", (path) => truncateSync(join(path, "tensors.safetensors"), 150), /tensors/],
	["without its tensors", (path) => rmSync(join(path, "tensors.safetensors")), /does not exist/],
] as readonly (readonly [string, (path: string) => void, RegExp])[]) {
	disk(`an artifact ${what} is told and built again`, async ({ folder }) => {
		const { state, request } = counted();
		await open(folder).obtain(request);
		const [name] = readdirSync(folder) as [string];
		damage(join(folder, name));
		assert.equal((await new ArtifactStore(folder).list()).damaged, [name]);
		const said: string[] = [];
		assert.equal(await open(folder, "m", (text) => said.push(text)).obtain(request), made);
		assert.is(state.builds, 2);
		assert.match(said[0]!, new RegExp(`^${name} is damaged and is built again: .*${fault.source}`));
		assert.equal((await new ArtifactStore(folder).list()).damaged, []);
		assert.equal(readdirSync(folder), [name]);
	});
}

disk("values that were changed are refused, with what to remove", async ({ folder }) => {
	await open(folder).obtain(counted().request);
	const [name] = readdirSync(folder) as [string];
	const path = join(folder, name, "tensors.safetensors");
	const bytes = readFileSync(path);
	bytes[bytes.length - 1]! ^= 1;
	writeFileSync(path, bytes);
	await rejection(open(folder).obtain(counted().request), {
		message: /tensors\.safetensors does not fit its checksum: it has changed since it was built$/,
		hint: new RegExp(`bench stats rm ${name}`),
	});
});

disk("what an interrupted build has left and is damaged is told, and begun anew", async ({ folder }) => {
	const { request } = counted();
	const name = open(folder).nameOf(request.kind, request.key);
	writeFileSync(join(folder, `${name}.unfinished`), "no tensors");
	const said: string[] = [];
	let found: unknown = "nothing";
	await open(folder, "m", (text) => said.push(text)).obtainAll({
		kind: request.kind,
		keys: [request.key],
		async build(_missing, { saved }) {
			found = await saved(0);
			return [made];
		},
	});
	assert.is(found, undefined);
	assert.match(said[1]!, /^What an earlier build has left does not count: .*unfinished/);
	assert.equal(readdirSync(folder), [name]);
});

disk("people are told what is built", async ({ folder }) => {
	const said: string[] = [];
	const { request } = counted();
	await open(folder, "m", (text) => said.push(text)).obtain({ ...request, title: "moments of layer 1" });
	assert.equal(said.length, 2);
	assert.is(said[0], "Building the moments of layer 1 of model, which is kept for later runs");
	assert.match(said[1]!, /^Built the moments of layer 1 of model in \d+ s$/);
});

disk.run();

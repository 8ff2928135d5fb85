import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Located } from "#core/located";
import type { Model, ModelSource } from "#core/model";
import { startEngine } from "#engine/engines";
import { checkpoint } from "../../../models/index.ts";
import { assertUserError } from "../../engine/safetensors/user-error.ts";
import { withHub } from "../../helpers/hub-fixture.ts";
import { rejection } from "../../helpers/rejection.ts";
import { goldenCheckpoint } from "../_shared/tokenizer/reference-tokens.ts";

const one = (models: readonly Model[]): Model => models[0]!;
const locate = ({ implementation, params }: Model) => implementation.locate({ params });
const here = (located: Located<ModelSource>): ModelSource => {
	if ("here" in located) return located.here;
	throw new Error(`${located.missing.what} is missing`);
};
const filesOf = (folder: string): Record<string, Buffer> =>
	Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));

test("checkpoint({ path }) is found, described and loaded", async () => {
	const folder = goldenCheckpoint("tiny-llama");
	const model = one(checkpoint({ path: relative(process.cwd(), folder) }));
	const source = here(await locate(model));
	assert.is(model.label, "tiny-llama");
	assert.is(source.folder, folder);
	assert.equal(source.shape, {
		modelType: "llama",
		layers: 6,
		hidden: 64,
		inner: 176,
		vocab: 1280,
		heads: 4,
		positions: 512,
	});
	assert.match(source.hash, /^[0-9a-f]{64}$/);
	assert.is(source.revision, undefined);
	assert.is(source.bytes, readFileSync(join(folder, "model.safetensors")).length - headerBytes(folder));
	await startEngine("onnx");
	const loaded = await model.implementation.load({ params: model.params, source });
	assert.equal(loaded.shape, source.shape);
	assert.is(loaded.tokenizer.paddingSide, source.paddingSide);
	loaded.dispose();
});

/** All of the golden checkpoint's tensors are float32 and wanted. */
const headerBytes = (folder: string): number =>
	8 + Number(readFileSync(join(folder, "model.safetensors")).readBigUInt64LE(0));

test("GPT-2 is padded on the left, whatever its files say", async () => {
	const source = here(await locate(one(checkpoint({ path: goldenCheckpoint("tiny-gpt2") }))));
	assert.equal([source.paddingSide, source.shape.modelType, source.shape.inner], ["left", "gpt2", 256]);
});

test("a title names the model, else the hub's name without its owner, else the folder", () => {
	const label = (params: Parameters<typeof checkpoint>[0]) => one(checkpoint(params)).label;
	assert.is(label({ path: "models/mine/", title: "Mine" }), "Mine");
	assert.is(label({ path: "models/mine/" }), "mine");
	assert.is(label({ hub: "openai-community/gpt2-xl" }), "gpt2-xl");
	assert.is(label({ hub: "openai-community/gpt2-xl", revision: "v2" }), "gpt2-xl@v2");
});

test("a folder that is not there is missing; one that is no checkpoint is an error", async () => {
	const located = await locate(one(checkpoint({ path: "nowhere/at-all" })));
	assert.ok("missing" in located);
	assert.match(located.missing.what, /nowhere\/at-all" with a model/);
	assert.match(located.missing.remedy, /check the path/);
	await rejection(locate(one(checkpoint({ path: "test" }))), {
		message: /has no config\.json/,
		hint: /Hugging Face folder/,
	});
});

test("checkpoint() wants a path or a name on the hub, and not both", () => {
	const refuses = (params: object, message: RegExp) =>
		assertUserError(() => void checkpoint(params), message, /bench describe checkpoint/);
	refuses({}, /Give either "path" or "hub"/);
	refuses({ path: "a", hub: "b" }, /Give either "path" or "hub"/);
	refuses({ path: "a", revision: "main" }, /"revision" goes with "hub"/);
	refuses({ pth: "a" }, /Unrecognized key: "pth"/);
});

test(
	"checkpoint({ hub }) is missing until it is fetched, then located at its commit",
	withHub(async ({ server, environment }) => {
		const commit = server.host("models/org/tiny", filesOf(goldenCheckpoint("tiny-gpt2")));
		const saved = { ...process.env };
		Object.assign(process.env, environment);
		try {
			const model = one(checkpoint({ hub: "org/tiny" }));
			assert.equal(await locate(model), {
				missing: { what: "model 'org/tiny' at 'main'", remedy: "npx bench fetch EXPERIMENT.ts" },
			});
			let last = { received: 0, size: 0 };
			const onProgress = (progress: typeof last) => {
				last = progress;
			};
			await model.implementation.fetch!({ params: model.params, onProgress });
			assert.ok(last.size > 1e6 && last.received === last.size, `${last.received} of ${last.size} bytes`);
			const source = here(await locate(model));
			assert.is(source.revision, commit);
			assert.equal(source.shape.modelType, "gpt2");
			const local = here(await locate(one(checkpoint({ path: goldenCheckpoint("tiny-gpt2") }))));
			assert.is(source.hash, local.hash);
		} finally {
			for (const name of Object.keys(environment)) {
				if (saved[name] === undefined) delete process.env[name];
				else process.env[name] = saved[name];
			}
		}
	}),
);

test.run();

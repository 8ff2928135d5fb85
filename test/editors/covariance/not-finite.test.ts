import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Artifact } from "#core/artifacts";
import { NotFinite } from "#core/not-finite";
import { ArtifactStore } from "#runner/artifacts/artifact-store";
import { DiskArtifacts } from "#runner/artifacts/disk-artifacts";
import { covarianceArtifacts, covariances } from "../../../editors/_shared/covariance/index.ts";
import { loadModel } from "../../../models/_shared/load-model.ts";
import { brokenCheckpoint } from "../../helpers/broken-checkpoint.ts";
import { rejection } from "../../helpers/rejection.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { startTestEngine } from "../../helpers/test-engine.ts";

const folder = temporaryFolder();
const corpus = join(folder, "texts.txt");
writeFileSync(corpus, Array.from({ length: 130 }, (_, i) => `Text ${i} says it again.`).join("\n"));
const request = { layers: [0, 3], corpus, samples: 1000, saveSeconds: 0 };
const onDisk = (name: string) =>
	new DiskArtifacts({ model: "m", title: "tiny", store: new ArtifactStore(join(folder, name)) });

await startTestEngine();

for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
	test(`statistics of a model with ${value} in a weight are not kept, whole or unfinished`, async () => {
		const weight = "transformer.h.2.mlp.c_fc.weight";
		const model = await loadModel(brokenCheckpoint("tiny-gpt2", weight, value));
		const error = await rejection(covariances({ model, artifacts: onDisk(`of ${value}`) }, request), {
			message:
				/^The unedited model gives values that are not finite to the MLP output matrix of block 3: a weight of the checkpoint/,
		});
		assert.instance(error, NotFinite);
		assert.equal(readdirSync(join(folder, `of ${value}`)), []);
		const sound = await covariances({ model, artifacts: onDisk(`of ${value}`) }, { ...request, layers: [0] });
		assert.ok(sound.get(0)!.every(Number.isFinite), "blocks below are sound");
		model.dispose();
	});
}

test("what a plug-in builds that is not finite is not kept", async () => {
	const tensors = new Map([["matrix", { shape: [2], data: Float32Array.of(1, Number.NaN) }]]);
	const obtain = () =>
		onDisk("plug-in").obtain({
			kind: "odd",
			title: "odd thing",
			key: {},
			build: async () => ({ tensors, info: {} }),
		});
	await rejection(obtain(), {
		message: /^Building the odd thing of tiny gives numbers that are not finite in "matrix": it is not kept$/,
	});
	assert.equal(readdirSync(join(folder, "plug-in")), []);
});

test("statistics that an earlier version has kept are refused, with the way to remove them", async () => {
	const model = await loadModel(brokenCheckpoint("tiny-gpt2", "transformer.wte.weight", 1));
	const one = { ...request, layers: [1] };
	const artifacts = onDisk("earlier");
	const { kind, keys } = await covarianceArtifacts({ model, artifacts }, one);
	const bad: Artifact = {
		tensors: new Map([
			["covariance", { shape: [256, 256], data: new Float64Array(256 * 256).fill(Number.NaN) }],
		]),
		info: {},
	};
	const record = { kind, model: "m", key: keys[0]!, title: "tiny", created: "", seconds: 0, info: {} };
	await new ArtifactStore(join(folder, "earlier")).write(artifacts.nameOf(kind, keys[0]!), bad, record);
	await rejection(covariances({ model, artifacts }, one), {
		message: /^The covariance of layer 1 that is kept holds numbers that are not finite$/,
		hint: /^Remove it with "bench stats rm"/,
	});
	model.dispose();
});

test.run();

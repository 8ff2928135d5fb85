import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { memoryArtifacts } from "#core/memory-artifacts";
import type { SafetensorsFile } from "#engine/safetensors/safetensors-file";
import { covarianceArtifacts, covariances } from "../../../editors/_shared/covariance/index.ts";
import { loadModel } from "../../../models/_shared/load-model.ts";
import { golden } from "../../helpers/golden.ts";
import { startTestEngine } from "../../helpers/test-engine.ts";
import { goldenCovariance } from "./golden-covariance.ts";

const wikitext = fileURLToPath(
	new URL("../../../../shared/data/text/wikitext-2-v1-valid.txt", import.meta.url),
);

for (const checkpoint of ["tiny-gpt2", "tiny-llama"] as const) {
	test(`the covariances of ${checkpoint} are the reference's`, async () => {
		if (!existsSync(wikitext)) {
			console.log(`  skipped: ${wikitext} is not there`);
			return;
		}
		await startTestEngine();
		const { folder, json, vectors } = golden(checkpoint);
		const { tokens, layers } = goldenCovariance(json);
		const model = await loadModel(folder);
		const request = {
			corpus: wikitext,
			samples: 200,
			tokenLimit: 128,
			pick: "first",
			layers: layers.map(({ layer }) => layer),
		} as const;
		const context = { model, artifacts: memoryArtifacts() };
		const found = await covariances(context, request);
		const artifacts = await context.artifacts.obtainAll(await covarianceArtifacts(context, request));
		model.dispose();
		for (const [i, { layer, trace }] of layers.entries()) {
			assert.equal([artifacts[i]!.info.tokens, artifacts[i]!.info.texts], [tokens, 200]);
			assert.ok(Math.abs(Number(artifacts[i]!.info.trace) / trace - 1) < 1e-5, `trace of layer ${layer}`);
			const error = relativeError(found.get(layer)!, vectors!, layer);
			assert.ok(error < 1e-5, `layer ${layer}: ${error}`);
		}
	});
}

function relativeError(found: Float64Array, vectors: SafetensorsFile, layer: number): number {
	const want = vectors.tensor(`cov.${layer}`).data;
	let [difference, size] = [0, 0];
	for (let i = 0; i < want.length; i++) {
		difference += (found[i]! - want[i]!) ** 2;
		size += want[i]! ** 2;
	}
	return Math.sqrt(difference / size);
}

test.run();

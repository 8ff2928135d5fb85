import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { memoryArtifacts } from "#core/memory-artifacts";
import { factorSymmetric } from "#engine/linalg/index";
import { covarianceArtifacts, covariances } from "../../editors/_shared/covariance/index.ts";
import { loadModel } from "../../models/_shared/load-model.ts";
import { goldenCovariance } from "../editors/covariance/golden-covariance.ts";
import { goldenSmollm2 } from "../helpers/golden.ts";
import { smollm2Folder } from "../helpers/smollm2.ts";
import { startTestEngine } from "../helpers/test-engine.ts";

const corpus = fileURLToPath(new URL("../../../shared/data/text/wikitext-2-v1-valid.txt", import.meta.url));
const folder = smollm2Folder("the covariances of SmolLM2");
const golden = folder === undefined ? undefined : goldenSmollm2(folder);

if (golden !== undefined && existsSync(corpus)) {
	test("the covariances of SmolLM2 are the reference's", async () => {
		await startTestEngine();
		const { tokens, layers } = goldenCovariance(golden.json);
		const model = await loadModel(golden.folder);
		const context = { model, artifacts: memoryArtifacts() };
		const wanted = layers.map(({ layer }) => layer);
		const request = { layers: wanted, corpus, samples: 200, tokenLimit: 128, pick: "first" } as const;
		const started = performance.now();
		const found = await covariances(context, request);
		console.log(
			`  ${layers.length} layers, ${tokens} tokens: ${((performance.now() - started) / 1000).toFixed(1)} s`,
		);
		const [first] = await context.artifacts.obtainAll(await covarianceArtifacts(context, request));
		assert.is(first!.info.tokens, tokens);
		for (const { layer, norm, trace, abs_max, at, values } of layers) {
			const matrix = found.get(layer)!;
			const largest = matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
			const { inner } = model.shape;
			const ownTrace = matrix.reduce((sum, x, i) => sum + (i % (inner + 1) === 0 ? x : 0), 0);
			assert.ok(Math.abs(largest / abs_max - 1) < 1e-5, `largest of layer ${layer}`);
			assert.ok(Math.abs(ownTrace / trace - 1) < 1e-5, `trace of layer ${layer}`);
			// The stored norms are sums of millions of squares in float32.
			const normError = Math.abs(Math.sqrt(matrix.reduce((sum, x) => sum + x * x, 0)) / norm - 1);
			assert.ok(normError < 1e-3, `norm of layer ${layer}: off by ${normError}`);
			const errors = at!.map((index, i) => (matrix[index]! - values![i]!) ** 2);
			const size = values!.reduce((sum, x) => sum + x * x, 0);
			const error = Math.sqrt(errors.reduce((sum, x) => sum + x, 0) / size);
			assert.ok(error < 1e-5, `layer ${layer}: ${error}`);
			const began = performance.now();
			const { condition } = factorSymmetric(matrix, model.shape.inner);
			console.log(
				`  layer ${layer}: off by ${error.toExponential(1)} (norm ${normError.toExponential(1)}); condition ${condition.toExponential(1)}, factored in ${(performance.now() - began).toFixed(0)} ms`,
			);
		}
		model.dispose();
	});
} else console.log("skipped: the covariances of SmolLM2: golden numbers or corpus are not there");

test.run();

import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { memoryArtifacts } from "#core/memory-artifacts";
import { openCorpus } from "../../../editors/_shared/covariance/corpus/open-corpus.ts";
import { covarianceKeys } from "../../../editors/_shared/covariance/covariance-keys.ts";
import {
	type CovarianceRequest,
	withDefaults,
} from "../../../editors/_shared/covariance/covariance-request.ts";
import { covariances } from "../../../editors/_shared/covariance/index.ts";
import { loadModel } from "../../../models/_shared/load-model.ts";
import { golden } from "../../helpers/golden.ts";
import { rejection } from "../../helpers/rejection.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { startTestEngine } from "../../helpers/test-engine.ts";

await startTestEngine();
const model = await loadModel(golden("tiny-llama").folder);
const texts = Array.from({ length: 20 }, (_, i) => `Text ${i} says so.`);

/** A corpus of twenty texts, and the covariance of layer 1 over as many of them as asked for. */
async function built(samples: number) {
	const corpus = join(temporaryFolder(), "texts.txt");
	writeFileSync(corpus, texts.join("\n"));
	const artifacts = memoryArtifacts();
	const request: CovarianceRequest = { layers: [1], corpus, samples };
	await covariances({ model, artifacts }, request);
	return {
		corpus,
		obtain: (changes: Partial<CovarianceRequest>) =>
			covariances({ model, artifacts }, { ...request, ...changes }),
		lookUp: (changes: Partial<CovarianceRequest> = {}) =>
			covarianceKeys(artifacts, openCorpus(corpus), withDefaults({ ...request, ...changes }, model.shape)),
	};
}

test("a covariance of all texts serves whoever asks for as many or more, and is the same matrix", async () => {
	const { lookUp, obtain } = await built(100);
	for (const same of [
		{},
		{ samples: 20 },
		{ samples: 5000 },
		{ pick: "first" },
		{ tokenLimit: 9999 },
	] as const) {
		assert.equal((await lookUp(same)).unbuilt, [], JSON.stringify(same));
	}
	assert.is((await obtain({ samples: 20 })).get(1), (await obtain({})).get(1));
});

test("other texts, layers, lengths and types are other matrices", async () => {
	const { lookUp, corpus } = await built(100);
	for (const other of [{ samples: 19 }, { layers: [2] }, { tokenLimit: 3 }, { dtype: "float32" }] as const) {
		assert.equal((await lookUp(other)).unbuilt, other.layers ?? [1], JSON.stringify(other));
	}
	writeFileSync(corpus, "Another text.");
	assert.equal((await lookUp()).unbuilt, [1]);
	const some = await built(7);
	assert.equal((await some.lookUp({ samples: 8 })).unbuilt, [1]);
	assert.equal((await some.lookUp({ pick: "first" })).unbuilt, [1]);
});

test("a covariance that is built needs its corpus no more; another does", async () => {
	const { lookUp, obtain, corpus } = await built(100);
	const before = (await obtain({})).get(1);
	rmSync(corpus);
	const found = await lookUp();
	assert.equal([found.unbuilt, found.missing], [[], undefined]);
	assert.is((await obtain({})).get(1), before);
	const lacking = await lookUp({ layers: [1, 2] });
	assert.equal(
		[lacking.unbuilt, lacking.missing?.what],
		[[2], `the corpus "${corpus}", texts for a covariance`],
	);
	await rejection(obtain({ layers: [1, 2] }), {
		message: /texts\.txt", texts for a covariance is not on this machine$/,
		hint: /^To get it: put it there/,
	});
});

test.run();

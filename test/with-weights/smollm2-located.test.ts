import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import { memoryArtifacts } from "#core/memory-artifacts";
import { covariances } from "../../editors/_shared/covariance/index.ts";
import { loadModel } from "../../models/_shared/load-model.ts";
import {
	type Covariances,
	checkGoldenMemit,
	checkGoldenRome,
} from "../editors/golden/check-golden-located.ts";
import { memitEdits, romeEdits } from "../editors/golden/located-golden.ts";
import { goldenSmollm2 } from "../helpers/golden.ts";
import { smollm2Folder } from "../helpers/smollm2.ts";
import { startTestEngine } from "../helpers/test-engine.ts";

const corpus = fileURLToPath(new URL("../../../shared/data/text/wikitext-2-v1-valid.txt", import.meta.url));
const folder = smollm2Folder("ROME and MEMIT on SmolLM2");
const golden = folder === undefined || !existsSync(corpus) ? undefined : goldenSmollm2(folder);
if (folder !== undefined && golden === undefined) {
	console.log("skipped: the golden numbers of SmolLM2 and their corpus are not beside the repository");
}

if (golden !== undefined) {
	await startTestEngine();
	const model = await loadModel(golden.folder);
	let built: Covariances | undefined;
	const statistics = async (): Promise<Covariances> => {
		const request = {
			layers: [5, 6, 7, 8, 9],
			corpus,
			samples: 200,
			tokenLimit: 128,
			pick: "first",
		} as const;
		built ??= await covariances({ model, artifacts: memoryArtifacts() }, request);
		return built;
	};
	for (const edit of romeEdits(golden)) {
		test(`${edit.method} edits SmolLM2 with record ${edit.record} as the reference does`, async () =>
			checkGoldenRome(model, golden, edit, await statistics()));
	}
	for (const edit of memitEdits(golden)) {
		test(`${edit.method} edits SmolLM2 with records ${edit.records} as the reference does`, async () =>
			checkGoldenMemit(model, golden, edit, await statistics()));
	}
	test.after(() => model.dispose());
}

test.run();

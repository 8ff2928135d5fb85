import { test } from "uvu";
import * as assert from "uvu/assert";
import { startTestEngine } from "#test/helpers/test-engine";
import { loadModel } from "../../models/_shared/load-model.ts";
import { checkForward } from "../models/check-forward.ts";
import { goldenForward } from "../models/golden-forward.ts";
import { sharedGolden, smollm2Folder } from "./smollm2-folder.ts";

const folder = smollm2Folder();
const goldenFolder = sharedGolden();

if (folder !== undefined && goldenFolder !== undefined) {
	const golden = goldenForward("smollm2-135m", goldenFolder);

	test("SmolLM2-135M tokenizes, predicts, pads and continues as the reference does", async () => {
		await startTestEngine();
		const model = await loadModel(folder);
		await checkForward(model, golden);
		const prompts = golden.rows.map((row) => row.ids);
		const added = await model.generate(prompts, {
			sampling: { temperature: 0, topK: null, topP: null },
			random: [],
			maxNewTokens: prompts.map(() => 20),
		});
		for (const [i, { ids, greedy_20 }] of golden.rows.entries()) {
			assert.equal([...ids, ...added[i]!], greedy_20, `prompt ${i}`);
		}
		model.dispose();
	});
}

test.run();

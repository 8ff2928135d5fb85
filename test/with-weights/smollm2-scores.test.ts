import { test } from "uvu";
import { loadModel } from "../../models/_shared/load-model.ts";
import { goldenSmollm2 } from "../helpers/golden.ts";
import { assertGoldenScores } from "../helpers/golden-scores.ts";
import { assertTextScores } from "../helpers/golden-texts.ts";
import { smollm2Folder } from "../helpers/smollm2.ts";
import { startTestEngine } from "../helpers/test-engine.ts";

test("SmolLM2 has the reference's scores before editing", async () => {
	const folder = smollm2Folder("the scores of SmolLM2");
	const golden = folder === undefined ? undefined : goldenSmollm2(folder);
	if (golden === undefined) {
		if (folder !== undefined)
			console.log("skipped: the golden numbers of SmolLM2 are not beside the repository");
		return;
	}
	await startTestEngine();
	const model = await loadModel(golden.folder);
	for (const number of golden.json.records) {
		await assertGoldenScores(model, golden.records[number]!, golden.json.pre[number]!);
	}
	for (const text of golden.json.texts) await assertTextScores(model, golden.records[text.record]!, text);
	model.dispose();
});

test.run();
